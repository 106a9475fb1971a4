"""Recognises our own replies when they are read back, so that none is shown twice."""

import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from guichet.inbox.ingest.known import OwnReply
from guichet.platforms.port import Message
from guichet.platforms.text import gist
from guichet.platforms.words import ParticipantKind

# Clocks differ: a reply read back may bear a time somewhat before our attempt.
CLOCK_TOLERANCE = timedelta(minutes=10)


def match_replies(replies: list[OwnReply], messages: Sequence[Message]) -> dict[str, UUID]:
    """The marketplace ids of messages that are ours by content and time; each reply is taken once."""
    matches: dict[str, UUID] = {}
    for message in sorted(messages, key=lambda m: m.sent_at):
        if message.author.kind != ParticipantKind.MERCHANT:
            continue
        reply = _reply_for(message, replies)
        if reply is not None:
            reply.is_taken = True
            matches[message.marketplace_id] = reply.id
    return matches


def _reply_for(message: Message, replies: Sequence[OwnReply]) -> OwnReply | None:
    words = same_words(message.body)
    for reply in replies:
        in_time = message.sent_at >= reply.attempted_at - CLOCK_TOLERANCE
        if not reply.is_taken and in_time and same_words(reply.body) == words:
            return reply
    return None


def same_words(body: str) -> str:
    """What is left of a body once layout and compatibility forms are taken away."""
    return gist(unicodedata.normalize("NFKC", body))
