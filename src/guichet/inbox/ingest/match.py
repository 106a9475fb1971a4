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
    if not replies:
        return matches
    for message in sorted(messages, key=lambda m: m.sent_at):
        if message.author.kind != ParticipantKind.MERCHANT:
            continue
        reply = _reply_for(message, replies)
        if reply is not None:
            reply.is_taken = True
            matches[message.marketplace_id] = reply.id
    return matches


def _reply_for(message: Message, replies: Sequence[OwnReply]) -> OwnReply | None:
    """The first reply with these words and to the same people; else one to some of them.

    A marketplace may name more recipients than were asked for; it does not turn one into another.
    """
    words, to = same_words(message.body), {kind.value for kind in message.recipients}
    alike = [r for r in replies if not r.is_taken and _is_in_time(message, r) and same_words(r.body) == words]
    exact = [r for r in alike if r.recipients == to]
    some = [r for r in alike if not to or not r.recipients or r.recipients & to]
    return next(iter(exact or some), None)


def _is_in_time(message: Message, reply: OwnReply) -> bool:
    return message.sent_at >= reply.attempted_at - CLOCK_TOLERANCE


def same_words(body: str) -> str:
    """What is left of a body once layout and compatibility forms are taken away."""
    return gist(unicodedata.normalize("NFKC", body))
