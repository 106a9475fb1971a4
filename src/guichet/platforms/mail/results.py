"""What our own mail server found out (`Authentication-Results`, RFC 8601)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from authres import AuthenticationResultsHeader, AuthResError  # type: ignore[import-untyped]

from guichet.platforms.mail.model import Mail

_PROPERTY = {"dmarc": ("header", "from"), "dkim": ("header", "d"), "spf": ("smtp", "mailfrom")}
_ID = re.compile(r"\s*([^\s;()]+)")


@dataclass(frozen=True, slots=True)
class Result:
    """One check: the method, what came of it, and for which domain."""

    method: str
    value: str
    domain: str


def outermost_results(mail: Mail, authserv_id: str) -> tuple[Result, ...] | None:
    """The results of the topmost header alone, and only if our server wrote it: others are its sender's."""
    value = mail.header("authentication-results")
    name = _ID.match(value)
    if name is None or name[1].lower() != authserv_id.lower():
        return None
    return results_in(value)


@lru_cache(maxsize=256)
def results_in(value: str) -> tuple[Result, ...] | None:
    """The results of a header's value, None where it is broken.

    Remembered: one server writes few different ones, and their grammar is slow to parse.
    """
    try:
        header = AuthenticationResultsHeader.parse(f"Authentication-Results: {value}")
    except (AuthResError, ValueError, IndexError, AttributeError):
        return None
    return tuple(_result(found) for found in header.results if found.method in _PROPERTY)


def _result(found: object) -> Result:
    method = str(getattr(found, "method", ""))
    kind, name = _PROPERTY[method]
    values = [
        str(item.value)
        for item in getattr(found, "properties", ())
        if (item.type, item.name) == (kind, name) and item.value
    ]
    domain = values[0].rpartition("@")[2].lower().rstrip(".") if values else ""
    return Result(method, str(getattr(found, "result", "")).lower(), domain)
