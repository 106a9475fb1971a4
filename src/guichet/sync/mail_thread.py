"""A discussion as it is, with one message more: what the ingest wants to see."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from guichet.inbox.models import Discussion
from guichet.platforms.mail import MailKind, Reading
from guichet.platforms.port import Message, Participant, Product, Thread
from guichet.platforms.words import DiscussionType, ParticipantKind


def thread_with(
    discussion: Discussion | None, reading: Reading, message: Message, said: Sequence[datetime]
) -> Thread:
    """The thread to ingest: what the row knows stays, what the mail knows better is taken over.

    `said` is when the mails of the discussion were written that can be answered, the oldest first.
    """
    before = [_participant(found) for found in discussion.participants] if discussion else []
    before = [person for person in before if person.name or person.email or person.marketplace_id]
    has_subject = discussion is not None and (discussion.subject or discussion.erased_at is None)
    newest_said = said[-1] if said else None
    return Thread(
        marketplace_id=discussion.marketplace_discussion_id if discussion else reading.home,
        type=_type(discussion, reading),
        subject=discussion.subject if discussion and has_subject else reading.subject,
        participants=tuple(_distinct([*before, message.author])),
        possible_recipients=_answerable(discussion, reading, message.sent_at, newest_said),
        created_at=discussion.created_at if discussion else message.sent_at,
        updated_at=message.sent_at,
        message_count=(discussion.message_count if discussion else 0) + 1,
        messages=(message,),
        order_id=(discussion.order_ref if discussion else None) or reading.order_id,
        product=_product(discussion) or reading.product,
        needs_reply_since=_waits_since(discussion, reading, message.sent_at, said),
    )


def _type(discussion: Discussion | None, reading: Reading) -> DiscussionType:
    if reading.order_id:
        return DiscussionType.ORDER
    if discussion is not None:
        return DiscussionType(discussion.type)
    return reading.type or DiscussionType.OTHER


def _answerable(
    discussion: Discussion | None, reading: Reading, sent_at: datetime, newest_said: datetime | None
) -> tuple[Participant, ...]:
    """Whom a reply goes to: the sender of the newest mail that can be answered, never a notice's."""
    is_newest = newest_said is None or sent_at >= newest_said
    if reading.kind == MailKind.MESSAGE and reading.reply_to and is_newest:
        return (reading.reply_to,)
    return tuple(_participant(found) for found in discussion.possible_recipients) if discussion else ()


def _waits_since(
    discussion: Discussion | None, reading: Reading, sent_at: datetime, said: Sequence[datetime]
) -> datetime | None:
    """Since the first message that nobody answered, waived or not: the ingest knows what was waived.

    A copy answers what was written before it, even where it comes after later mails.
    """
    since = (discussion.needs_reply_since or discussion.waived_since) if discussion else None
    if reading.asks:
        return min(since, sent_at) if since else sent_at
    if reading.kind == MailKind.COPY and since is not None and sent_at >= since:
        return next((moment for moment in said if moment > sent_at), None)
    return since


def _product(discussion: Discussion | None) -> Product | None:
    return Product(**discussion.product) if discussion and discussion.product else None


def _participant(kept: dict[str, Any]) -> Participant:
    return Participant(**{**kept, "kind": ParticipantKind(kept["kind"])})


def _distinct(participants: Iterable[Participant]) -> list[Participant]:
    """Each person once, as last seen: an alias changes its tail from case to case."""
    found: dict[tuple[str, str], Participant] = {}
    for person in participants:
        found[(person.kind.value, person.marketplace_id or person.name)] = person
    return list(found.values())
