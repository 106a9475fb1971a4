"""A discussion as it is, with one message more: what the ingest wants to see."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion
from guichet.platforms.mail import MailKind, Reading
from guichet.platforms.manifest import manifest_of
from guichet.platforms.port import Message, Participant, Product, Thread
from guichet.platforms.words import DiscussionType, ParticipantKind, Platform


def thread_with(
    channel: Channel,
    discussion: Discussion | None,
    reading: Reading,
    message: Message,
    newest_said: datetime | None,
) -> Thread:
    """The thread to ingest: what the row knows stays, what the mail knows better is taken over.

    `newest_said` is when the newest mail of the discussion was written that can be answered.
    """
    before = [_participant(found) for found in discussion.participants] if discussion else []
    waits = _waits_since(discussion, reading, message.sent_at)
    return Thread(
        marketplace_id=discussion.marketplace_discussion_id if discussion else reading.home,
        type=_type(discussion, reading),
        subject=discussion.subject if discussion else reading.subject,
        participants=tuple(_distinct([*before, message.author])),
        possible_recipients=_answerable(discussion, reading, message.sent_at, newest_said),
        created_at=discussion.created_at if discussion else message.sent_at,
        updated_at=message.sent_at,
        message_count=(discussion.message_count if discussion else 0) + 1,
        messages=(message,),
        order_id=(discussion.order_ref if discussion else None) or reading.order_id,
        product=_product(discussion) or reading.product,
        needs_reply_since=waits,
        reply_due_at=_due(channel, waits),
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


def _waits_since(discussion: Discussion | None, reading: Reading, sent_at: datetime) -> datetime | None:
    since = discussion.needs_reply_since if discussion else None
    if reading.kind == MailKind.MESSAGE and reading.reply_to is not None:
        return since or sent_at
    if reading.kind == MailKind.COPY and since is not None and sent_at >= since:
        return None
    return since


def _due(channel: Channel, since: datetime | None) -> datetime | None:
    within = manifest_of(Platform(channel.platform)).answer_within
    return since + within if since and within else None


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
