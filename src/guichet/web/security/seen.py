"""Notes now and then that a session is used."""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from guichet.accounts.actions.note_session import note_session
from guichet.accounts.models import Person

Next = Callable[[HttpRequest], HttpResponse]
# "Last seen" is this exact, so that reading does not turn into writing.
STEP_SECONDS = 300.0
MOST = 10_000


class SeenMiddleware:
    """Once in five minutes of each session and process; so a session gets on the list, too."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.noted: OrderedDict[tuple[str, str], float] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, Person):
            self._note(request)
        return self.get_response(request)

    def _note(self, request: HttpRequest) -> None:
        seen = (request.session.session_key or "", request.META["REMOTE_ADDR"])
        now = monotonic()
        if now - self.noted.get(seen, -STEP_SECONDS) < STEP_SECONDS:
            return
        note_session(request)
        self.noted[seen] = now
        self.noted.move_to_end(seen)
        if len(self.noted) > MOST:
            self.noted.popitem(last=False)
