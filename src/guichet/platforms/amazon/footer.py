"""The tokens in the links below a buyer's words; links that a buyer typed do not count."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from guichet.platforms.amazon.places import DOMAINS

_LINK = re.compile(r"https://[^\s\"'<>()]{1,2000}")
_TOKEN = re.compile(r"[A-Z0-9]{10,30}")
_CASE = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_HOSTS = frozenset(f"sellercentral.{domain}" for domain in DOMAINS) | {"sellercentral-europe.amazon.com"}


@dataclass(frozen=True, slots=True)
class Footer:
    """Thread, message and case of a mail, as far as its footer tells; empty where it does not."""

    thread: str = ""
    message: str = ""
    case: str = ""


def footer_of(below: str) -> Footer:
    """Read the links of what stands below the last mark of a frame."""
    values: dict[str, str] = {}
    for link in _LINK.findall(below):
        for name, value in _query(link).items():
            values.setdefault(name, value)
    case = values.get("cc") or values.get("ss", "")
    return Footer(
        thread=_matching(_TOKEN, values.get("t", "")),
        message=_matching(_TOKEN, values.get("m", "")),
        case=_matching(_CASE, case).lower(),
    )


def _query(link: str) -> dict[str, str]:
    try:
        parts = urlsplit(link)
        if parts.hostname not in _HOSTS:
            return {}
        return {name: values[0] for name, values in parse_qs(parts.query, max_num_fields=50).items()}
    except ValueError:
        return {}


def _matching(shape: re.Pattern[str], value: str) -> str:
    return value if shape.fullmatch(value) else ""
