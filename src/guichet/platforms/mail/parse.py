"""Raw bytes to a mail."""

import unicodedata
from email import message_from_bytes, policy
from email.message import Message

from guichet.platforms.errors import Unreadable
from guichet.platforms.mail.headers import addresses, decoded, message_ids, moment, unfolded
from guichet.platforms.mail.model import Mail
from guichet.platforms.mail.parts import parts_of
from guichet.platforms.mail.reports import reports_of
from guichet.platforms.text import tidy

_LONGEST_SUBJECT = 1000


def parse_mail(raw: bytes) -> Mail:
    """A mail of any make; Unreadable where not even its outline can be found.

    `policy.compat32`: the newer header parser raises on some hostile headers and is five times slower;
    header values are decoded by our own few lines instead.
    """
    try:
        message = message_from_bytes(raw, policy=policy.compat32)
        return _mail(message)
    except RecursionError as error:
        raise Unreadable("This mail is nested too deep to be read.", raw) from error


def _mail(message: "Message[str, str]") -> Mail:
    headers = _headers(message)
    if not headers:
        raise Unreadable("This mail has no headers.", message.as_bytes())
    parts = parts_of(message)
    return Mail(
        headers={name: tuple(unfolded(value) for value in values) for name, values in headers.items()},
        senders=addresses(headers.get("from", ())),
        reply_to=addresses(headers.get("reply-to", ())),
        recipients=addresses((*headers.get("to", ()), *headers.get("cc", ()))),
        subject=_composed(decoded(next(iter(headers.get("subject", ())), "")))[:_LONGEST_SUBJECT],
        message_id=next(iter(message_ids(headers.get("message-id", ()))), ""),
        references=message_ids((*reversed(headers.get("in-reply-to", ())), *headers.get("references", ()))),
        date=moment(next(iter(headers.get("date", ())), "")),
        text=_composed(tidy("\n".join(parts.texts))),
        markup="\n".join(parts.markups),
        files=tuple(parts.files),
        reports=reports_of(message),
    )


def _headers(message: "Message[str, str]") -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, value in message.raw_items():
        found[name.lower()] = (*found.get(name.lower(), ()), str(value))
    return found


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
