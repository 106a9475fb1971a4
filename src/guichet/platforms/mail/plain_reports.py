"""Delivery reports of servers that write them for people alone (qmail's QSBMF, old Exim, Sendmail)."""

import re
from email.message import Message

from guichet.platforms.mail.headers import addresses, message_ids
from guichet.platforms.mail.model import Report
from guichet.platforms.mail.parts import parts_of

_MACHINES = frozenset(("mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon"))
_RECIPIENT = re.compile(r"^[ \t]*<?([^\s<>@]{1,200}@[A-Za-z0-9.-]{1,250})>?:?[ \t]*$", re.MULTILINE)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_RETURNED = re.compile(
    r"^[ \t>]*(?:Message-ID|In-Reply-To|References)[ \t]*:[^\n]{0,2000}", re.MULTILINE | re.IGNORECASE
)
_LATE = re.compile(r"\b(?:delayed|will be retried|keep trying|warning message only)\b", re.IGNORECASE)
_LONGEST = 1000
_FURTHEST = 100_000


def plain_reports_of(message: "Message[str, str]") -> tuple[Report, ...]:
    """What a machine's plain words say of one recipient; none where it names no returned mail.

    Nobody signs these: they are believed as little as others (see `Report`).
    """
    written = str(message.get("from", "")).lower()
    if not any(machine in written for machine in _MACHINES):
        return ()
    senders = addresses(str(value) for value in message.get_all("from", []))
    if len(senders) != 1 or senders[0].local not in _MACHINES:
        return ()
    text = "\n".join(parts_of(message).texts)[:_FURTHEST]
    returned = _RETURNED.findall(text)
    first = text.find(returned[0]) if returned else -1
    recipient = _recipient(message, text[: max(first, 0)])
    if not returned or not recipient:
        return ()
    words = " ".join(text[:first].split())
    return (Report(recipient, _status(words), words[:_LONGEST], message_ids(returned)),)


def _recipient(message: "Message[str, str]", words: str) -> str:
    named = addresses(str(value) for value in message.get_all("x-failed-recipients", []))
    if named:
        return named[0].address
    found = _RECIPIENT.search(words)
    return found[1] if found else ""


def _status(words: str) -> str:
    """The code of RFC 3463 where one is quoted; else a failure, unless it says that it is only late."""
    found = _STATUS.search(words)
    if found:
        return found[1]
    return "4.0.0" if _LATE.search(words) else "5.0.0"
