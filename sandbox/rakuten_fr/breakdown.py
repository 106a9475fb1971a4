"""How faults read in Rakuten's words: refusals, and a list with an entry twice."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from werkzeug.wrappers import Response

from sandbox.answers import as_html
from sandbox.breakdown import retry_after
from sandbox.faults import Fault
from sandbox.rakuten_fr.answers import as_xml
from sandbox.rakuten_fr.errors import (
    ServiceError,
    not_allowed,
    quota_exceeded,
    server_error,
    unknown_login,
)
from sandbox.rakuten_fr.settings import Settings

_LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Connexion</title></head><body>Connectez-vous</body></html>"
_ENTRY = re.compile(rb"\n<(item|message|sale)>\n.*?\n</\1>", re.DOTALL)
_MESSAGE = re.compile(rb"\n<(message|mail)>\n.*?\n</\1>", re.DOTALL)


def _refusing(error: Callable[[], ServiceError]) -> Callable[[Fault, Settings], Response]:
    return lambda fault, settings: as_xml(error().document(), settings.error_status)


def _server_error(fault: Fault, settings: Settings) -> Response:
    return Response(b"", 500) if fault.body == "empty" else as_xml(server_error().document(), 500)


def _throttle(fault: Fault, settings: Settings) -> Response:
    """What a proxy in front would say; the service's own quota is `settings.quota_per_hour`."""
    body = b"" if fault.body == "empty" else quota_exceeded().document()
    response = as_xml(body, 429)
    response.headers.update(retry_after(fault, datetime.now(UTC)))
    return response


_REFUSALS: dict[str, Callable[[Fault, Settings], Response]] = {
    "throttle": _throttle,
    "server_error": _server_error,
    "login_page": lambda fault, settings: as_html(_LOGIN_PAGE),
    "expired_key": _refusing(unknown_login),
    "missing_right": _refusing(not_allowed),
}


def refusal(settings: Settings, fault: Fault) -> Response:
    """What the fault answers instead of doing anything; KeyError for a kind that does not refuse."""
    return _REFUSALS[fault.kind](fault, settings)


def duplicated(response: Response) -> Response:
    """The first entry of a list comes twice in it: an item to do, a message, a sale."""
    whole = response.get_data()
    found = (_MESSAGE if b"<getiteminfosresult" in whole else _ENTRY).search(whole)
    twice = whole if found is None else whole[: found.end()] + found[0] + whole[found.end() :]
    return as_xml(twice, response.status_code)
