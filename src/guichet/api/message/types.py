"""Messages."""

from datetime import datetime
from functools import partial

import strawberry

from guichet.api.attachment.types import Attachment, attachment
from guichet.api.enums import Delivery, ParticipantKind
from guichet.api.field import resolved
from guichet.api.ids import Kind, global_id
from guichet.api.message.loaders import earlier_words_of, files_of_messages, originals_of
from guichet.api.node.types import Node
from guichet.api.participant.types import Participant
from guichet.api.peers import Peers
from guichet.inbox import models
from guichet.inbox.queries.message_row import MessageRow
from guichet.invoicing.queries.numbers import numbers_of_files

# The wire is being used: too late to be taken back, and not sent yet for anybody outside.
SENDING = models.Delivery.SENDING.value
QUEUED = models.Delivery.QUEUED.value


@strawberry.type(description="What a message said before its marketplace changed it.")
class EarlierWords:
    """Kept, because the customer may speak of them."""

    body: str = strawberry.field(description="Plain text.")
    until: datetime = strawberry.field(description="Until when the marketplace was seen to show it.")


@strawberry.type(description="One message of a discussion, from either side.")
class Message(Node):
    """The contract's Message."""

    row: strawberry.Private[MessageRow]
    peers: strawberry.Private[Peers[MessageRow]]
    recipients: list[ParticipantKind] = strawberry.field(description="To whom it is addressed.")
    body: str = strawberry.field(description="Plain text.")
    sent_at: datetime = strawberry.field(description="When it was sent; for a reply, when it was written.")
    edited_at: datetime | None = strawberry.field(
        description="When the marketplace was last seen to show other words; null where it never did."
    )
    erased_at: datetime | None = strawberry.field(
        description="When its words and names were erased; null where they were not."
    )
    delivery: Delivery = strawberry.field(description="What became of it.")
    leaves_at: datetime | None = strawberry.field(
        description="When a queued message leaves; until then it can be taken back."
    )
    delivery_error: str | None = strawberry.field(
        description="Why delivery failed, in words a merchant can act on."
    )

    @resolved("Who wrote it.")
    def author(self) -> Participant:
        """From the row."""
        kind = ParticipantKind(self.row.author_kind)
        return Participant(kind=kind, name=self.row.author_name, email=self.row.author_email)

    @resolved("Its files.")
    def attachments(self) -> list[Attachment]:
        """Read once for all messages of the list."""
        files, peers = self.peers.ask(files_of_messages)
        numbers = partial(peers.ask, numbers_of_files)
        return [attachment(file, numbers) for file in files.get(self.row.id, ())]

    @resolved("What it said before it was edited, oldest first; empty where it never was.")
    def earlier(self) -> list[EarlierWords]:
        """Read once for all messages of the list."""
        found = self.peers.ask(earlier_words_of).get(self.row.id, ())
        return [EarlierWords(body=was.body, until=was.until) for was in found]

    @resolved("As it came, HTML perhaps, from a stranger: never show it as it is. Null where `body` is all.")
    def original(self) -> str | None:
        """Read once for all messages of the list."""
        return self.peers.ask(originals_of).get(self.row.id)


def message(row: MessageRow, peers: Peers[MessageRow]) -> Message:
    """From a row and those it was read with."""
    return Message(
        id=global_id(Kind.MESSAGE, row.id),
        row=row,
        peers=peers,
        recipients=[ParticipantKind(kind) for kind in row.recipients],
        body=row.body,
        sent_at=row.sent_at,
        edited_at=row.edited_at,
        erased_at=row.erased_at,
        delivery=Delivery.QUEUED if row.delivery == SENDING else Delivery(row.delivery),
        leaves_at=row.leaves_at if row.delivery == QUEUED else None,
        delivery_error=row.delivery_error or None,
    )
