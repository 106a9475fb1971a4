"""Since when an answer is awaited: from who wrote last, to the buyer's side and to Rakuten's."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from guichet.platforms.port import Message, Participant
from guichet.platforms.rakuten_fr.document import Part
from guichet.platforms.rakuten_fr.entries import Reading
from guichet.platforms.rakuten_fr.moments import add_working_days, moment
from guichet.platforms.words import ParticipantKind


def needs_reply_since(messages: Sequence[Message], possible: Iterable[Participant]) -> datetime | None:
    """The moment of the oldest word that is not answered; `messages` are oldest first.

    The two sides are two threads: an answer to Rakuten leaves the buyer waiting. Whoever can no longer be
    written to waits for nothing, and news that ask for nothing await no answer.
    """
    waits = [_since(messages, participant.kind) for participant in possible]
    return min((since for since in waits if since is not None), default=None)


def _since(messages: Sequence[Message], kind: ParticipantKind) -> datetime | None:
    since: datetime | None = None
    for message in messages:
        if message.author.kind is kind and message.asks:
            since = since or message.sent_at
        elif message.author.kind is ParticipantKind.MERCHANT and kind in message.recipients:
            since = None
    return since


def reply_due_at(item: Part, since: datetime | None, days: int, reading: Reading) -> datetime | None:
    """When Rakuten steps in: so many working days after an amicable claim was opened."""
    claim = item.child("claim")
    opened = moment(claim.text("creationdate"), reading.zone, reading.now)
    is_ours_to_settle = claim.text("amicable") == "Y" and claim.text("state") == "NEW"
    if since is None or opened is None or not is_ours_to_settle or days == 0:
        return None
    return add_working_days(opened, days, reading.zone)
