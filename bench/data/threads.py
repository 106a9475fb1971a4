"""Threads as a connector reads them, for the ingest."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from bench.data.customers import customer
from bench.data.speech import Speech, speeches
from guichet.platforms.port import AttachmentRef, Message, Participant, Thread
from guichet.platforms.words import DiscussionType, ParticipantKind

SHOP = Participant(ParticipantKind.MERCHANT, "Lumen")
FILE_SHARE = 0.04


def threads(
    count: int, messages_each: int, seed: int, until: datetime, files: float = FILE_SHARE
) -> Iterator[Thread]:
    """Order threads between a customer and the shop, each with the same number of messages.

    `files` is the share of messages that have one.
    """
    dice = Random(seed)
    spoken = speeches(dice)
    for number in range(count):
        yield _thread(dice, dice.choice(spoken), f"{seed}-{number}", messages_each, until, files)


def _thread(dice: Random, speech: Speech, key: str, length: int, until: datetime, files: float) -> Thread:
    buyer = customer(dice, speech.language)
    author = Participant(ParticipantKind.CUSTOMER, buyer.name, f"cust-{key}")
    opened = until - timedelta(days=80 * dice.random() + 3)
    messages = [
        _message(dice, speech, author, f"{key}-{n}", opened + timedelta(hours=5 * n), files)
        for n in range(length)
    ]
    return Thread(
        marketplace_id=f"bench-{key}", type=DiscussionType.ORDER, subject=speech.subject(None),
        participants=(author, SHOP), possible_recipients=(author,), created_at=opened,
        updated_at=messages[-1].sent_at, message_count=length, messages=tuple(messages),
        order_id=f"bench-{key}-A", needs_reply_since=messages[-1].sent_at,
    )  # fmt: skip


def _message(
    dice: Random, speech: Speech, buyer: Participant, key: str, at: datetime, share: float
) -> Message:
    author, to = (buyer, SHOP) if int(key.rpartition("-")[2]) % 2 == 0 else (SHOP, buyer)
    files = (AttachmentRef(f"file-{key}", "photo-étiquette.jpg", 80_000),) if dice.random() < share else ()
    return Message(
        f"bench-{key}", author, (to.kind,), speech.body(author.name), at.astimezone(UTC), attachments=files
    )
