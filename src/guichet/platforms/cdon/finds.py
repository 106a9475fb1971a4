"""Order, errand and customer, by the words beside them in the languages of CDON's markets."""

import re

_ORDER_WORDS = "Ordernummer|Ordrenummer|Ordrenr|Bestillingsnummer|Tilausnumero|Order number|Order no|Order"
_ERRAND_WORDS = "Ärendenummer|Ärende-id|Ärende|Errand ID|Errand|Case ID|Case|Saksnummer|Sagsnummer|Asianumero"
_TOKEN = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z0-9-]*\d{5,}[A-Z0-9-]*)"  # noqa: S105 - a shape
_ORDER = re.compile(rf"\b(?:{_ORDER_WORDS})\b[ \t]*(?:s\b)?[ \t:.#№-]{{1,6}}{_TOKEN}", re.IGNORECASE)
_ERRAND = re.compile(rf"(?<!\w)(?:{_ERRAND_WORDS})\b[ \t:.#№-]{{1,6}}{_TOKEN}", re.IGNORECASE)
_FORWARDED = re.compile(r"^[^-]{1,40} - (.{1,80}?) via CDON\b", re.IGNORECASE)
_REPLY = re.compile(r"^(?:\s*(?:Re|Sv|Vs|VL|Fwd|Fw|AW)\s*:)+\s*", re.IGNORECASE)


def orders_in(subject: str, text: str) -> tuple[str, ...]:
    """Every number that stands beside a word for an order, those of the subject first."""
    return tuple(dict.fromkeys([*_ORDER.findall(subject), *_ORDER.findall(text)]))


def errand_in(subject: str, text: str) -> str | None:
    """The number of the case or errand."""
    found = _ERRAND.search(subject) or _ERRAND.search(text)
    return found[1].lower() if found else None


def customer_in(subject: str) -> str | None:
    """The person or shop in a forwarded question's subject."""
    found = _FORWARDED.search(subject)
    return found[1].strip() if found else None


def bare_subject(subject: str) -> str:
    """A subject without its answer marks."""
    return _REPLY.sub("", subject).strip()
