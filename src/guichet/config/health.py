"""`/health`: whether this process can serve."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guichet.telemetry.pulse import STANDS_STILL_AFTER, Pulse

Trouble = Callable[[], str | None]


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, 503 and the reason when it does not."""
    reason = database_trouble()
    return JsonResponse(said(reason), status=200 if reason is None else 503)


def database_trouble() -> str | None:
    """What is wrong with the database, for a person; None while it answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "The database does not answer."
    return None


def part_trouble(pulse: Pulse) -> str | None:
    """What is wrong with a part that turns a loop; None while it turns and its database answers."""
    if pulse.silence > STANDS_STILL_AFTER:
        return f"This part has stood still for {round(pulse.silence)} s; start it again."
    return database_trouble()


def said(reason: str | None) -> dict[str, str]:
    """The body of the answer."""
    return {"status": "ok"} if reason is None else {"status": "failing", "reason": reason}
