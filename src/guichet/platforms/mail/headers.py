"""Header values, read by their structure first and decoded after, so that a name cannot forge an address."""

import re
from binascii import Error as BinasciiError
from collections.abc import Iterable
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime
from functools import lru_cache
from itertools import islice

from guichet.platforms.mail.charsets import header_text, text_of
from guichet.platforms.mail.model import MailAddress
from guichet.platforms.text import one_line

_MESSAGE_ID = re.compile(r"<([^<>\s]{1,250})>")
_ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,200}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_LONGEST = 20_000
_MOST = 200


def unfolded(raw: str) -> str:
    """A value on one line, without the controls that could end a header."""
    return one_line(header_text(raw[:_LONGEST]))


def decoded(raw: str) -> str:
    """A value with its encoded words (RFC 2047) as text; left as it is where they are broken."""
    line = unfolded(raw)
    if "=?" not in line:
        return line
    try:
        pieces = decode_header(line)
    except (HeaderParseError, BinasciiError, ValueError):
        return line
    return one_line("".join(_piece(content, label) for content, label in pieces))


def addresses(values: Iterable[str]) -> tuple[MailAddress, ...]:
    """The addresses of all values of a header; what has no @ is left out."""
    return tuple(address for value in values for address in _addresses(value))[:_MOST]


@lru_cache(maxsize=512)
def _addresses(value: str) -> tuple[MailAddress, ...]:
    """Of one value, remembered: the mails of a channel share theirs, and the parser is slow."""
    found = getaddresses([_for_parser(value)])
    kept = (MailAddress(address, decoded(name)) for name, address in found if _ADDRESS.fullmatch(address))
    return tuple(islice(kept, _MOST))


def message_ids(values: Iterable[str]) -> tuple[str, ...]:
    """The ids between angle brackets, without them, each once."""
    found = (match for value in values for match in _MESSAGE_ID.findall(unfolded(value)))
    return tuple(dict.fromkeys(found))[:_MOST]


def moment(raw: str) -> datetime | None:
    """A Date header in UTC; None where it says nothing."""
    try:
        when = parsedate_to_datetime(unfolded(raw))
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _for_parser(value: str) -> str:
    return unfolded(value).replace("\x00", "")


def _piece(content: str | bytes, label: str | None) -> str:
    return content if isinstance(content, str) else text_of(content, label)
