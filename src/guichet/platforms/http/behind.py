"""What a service itself says behind an error of the 5xx family.

Some services give their own refusals a status of that family. Their answer is looked at, never kept or
logged; what is not surely theirs stays an outage.
"""

from collections.abc import Callable

import httpx2

from guichet.platforms.http.answers import Answer, limited
from guichet.platforms.http.trouble import MAY_HAVE_LEFT, TooLarge

Knows = Callable[[Answer], bool]
"""Whether an answer is one of the service's own, whatever its status."""

# Refusals are short; a page of a proxy may be anything.
LOOK_BYTES = 64_000
_SERVER_ERRORS = 500


def own_answer(response: httpx2.Response, knows: Knows) -> Answer | None:
    """The answer of a 5xx that `knows` takes for the service's own; None for every other."""
    if response.status_code < _SERVER_ERRORS:
        return None
    try:
        body = b"".join(limited(response, LOOK_BYTES))
    except (TooLarge, *MAY_HAVE_LEFT):
        return None
    answer = Answer(response.status_code, response.headers, body)
    return answer if knows(answer) else None
