"""What was said about an item, in our words: messages, mails, and the words a claim was opened with."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from guichet.platforms.fields import FieldError
from guichet.platforms.port import Message, Participant
from guichet.platforms.rakuten_fr.document import Part
from guichet.platforms.rakuten_fr.moments import moment
from guichet.platforms.rakuten_fr.notices import asks_nothing
from guichet.platforms.rakuten_fr.people import People
from guichet.platforms.rakuten_fr.typed import mark
from guichet.platforms.text import plain
from guichet.platforms.words import ParticipantKind


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page is read with: our login, their zone, the time, and what was typed for what left."""

    login: str
    zone: ZoneInfo
    now: datetime
    typed: Mapping[str, str]
    notices: re.Pattern[str]


def entries(item: Part, people: People, reading: Reading) -> tuple[Message, ...]:
    """Oldest first. The newest comes first over there, and minutes are all they tell: ties keep it."""
    found: list[Message] = []
    seen: Counter[str] = Counter()
    for part in item.parts():
        message = _entry(part, item, people, reading)
        if message is not None:
            seen[message.marketplace_id] += 1
            found.append(_numbered(message, seen[message.marketplace_id]))
    in_order = sorted(enumerate(found), key=lambda placed: (placed[1].sent_at, -placed[0]))
    return tuple(message for _, message in in_order)


def _entry(part: Part, item: Part, people: People, reading: Reading) -> Message | None:
    match part.name:
        case "message":
            author = people.of_message(part)
            to = people.customer if author is people.merchant else people.merchant
            return _message(part, _identity(item, part), author, to, reading)
        case "mail":
            author = people.of_mail(part)
            to = people.operator if author is people.merchant else people.merchant
            return _message(part, f"mail-{part.required('mailid')}", author, to, reading)
        case "claim":
            return _claim(part, item, people, reading)
    return None


def _numbered(message: Message, times: int) -> Message:
    """Two messages of one minute with the same words are two, where only their words name them."""
    is_named = message.marketplace_id.startswith("mail-")
    return (
        message
        if times == 1 or is_named
        else replace(message, marketplace_id=f"{message.marketplace_id}-{times}")
    )


def _claim(claim: Part, item: Part, people: People, reading: Reading) -> Message | None:
    """The words a claim was opened with stand in no message."""
    raw, written = claim.text("claimcomment"), claim.text("creationdate") or ""
    if raw is None:
        return None
    sent_at = moment(written, reading.zone, reading.now) or _moment(item, "date", reading)
    identity = f"claim-{_hash(item.text('itemid') or '', written, _bare(raw))}"
    body = plain(raw).strip()
    original = raw if raw != body else None
    return Message(identity, people.customer, (ParticipantKind.MERCHANT,), body, sent_at, original)


def _message(part: Part, identity: str, author: Participant, to: Participant, reading: Reading) -> Message:
    raw = part.text("content") or ""
    body = _ours(raw, reading.typed) if author.kind is ParticipantKind.MERCHANT else plain(raw).strip()
    subject = part.words("object")
    if subject and author.kind is ParticipantKind.MARKETPLACE:
        # A mail's text often refers to what stands in its object only.
        body = f"{subject}\n\n{body}".strip()
    sent_at = _moment(part, "senddate", reading)
    is_notice = author.kind is ParticipantKind.MARKETPLACE and asks_nothing(subject or "", reading.notices)
    original = raw if raw != body else None
    return Message(identity, author, (to.kind,), body, sent_at, original, asks=not is_notice)


def _ours(raw: str, typed: Mapping[str, str]) -> str:
    """What was typed for a text that left from here; its own words for any other."""
    body = plain(raw).strip()
    return typed.get(mark(raw)) or typed.get(mark(body)) or body


def _moment(part: Part, name: str, reading: Reading) -> datetime:
    found = moment(part.text(name), reading.zone, reading.now)
    if found is None:
        raise FieldError(f"{part.place}.{name} is no date")
    return found


def _identity(item: Part, message: Part) -> str:
    """A message has no id: its item, writer, minute and words stand for one (reference section 7)."""
    sender = (message.words("sender") or "").casefold()
    words = _bare(message.text("content") or "")
    return "m-" + _hash(item.text("itemid") or "", sender, message.text("senddate") or "", words)


def _hash(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _bare(text: str) -> str:
    return "".join(text.split())
