"""The port for mail: what a connector of an e-mail marketplace takes and gives beside the `Connector`."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from guichet.platforms.mail.model import Mail, MailFile
from guichet.platforms.port import Connector, Participant, Product
from guichet.platforms.words import DiscussionType


class MailKind(StrEnum):
    """What a mail is to its discussion."""

    # Somebody wrote and may be answered.
    MESSAGE = "MESSAGE"
    # The marketplace tells something about an order; nobody can be answered.
    NOTICE = "NOTICE"
    # A copy of what the seller wrote elsewhere; it never opens a discussion.
    COPY = "COPY"
    # A reply of ours did not arrive.
    FAILURE = "FAILURE"
    # Nothing for a discussion.
    IGNORED = "IGNORED"


@dataclass(frozen=True, slots=True)
class Reading:
    """One mail in our words.

    `references` find the discussion, the surest first; `order:` ones are compared with the orders of
    discussions, the others with what earlier mails left behind. `home` names the discussion it opens
    where none is found. `message_key` makes two mails one message. `why` is the reason of a FAILURE or
    of an IGNORED mail. `is_asking` marks a NOTICE that asks for an answer at the marketplace itself.
    """

    kind: MailKind
    message_key: str = ""
    home: str = ""
    subject: str = ""
    sent_at: datetime | None = None
    body: str = field(default="", repr=False)
    original: str | None = field(default=None, repr=False)
    author: Participant | None = None
    reply_to: Participant | None = None
    type: DiscussionType | None = None
    references: tuple[str, ...] = ()
    order_id: str | None = None
    product: Product | None = None
    files: tuple[MailFile, ...] = ()
    buyer_name: str = ""
    why: str = ""
    is_asking: bool = False

    @property
    def asks(self) -> bool:
        """Whether it starts the clock: somebody wrote who can be answered here, or must be answered there."""
        return self.is_asking or (self.kind == MailKind.MESSAGE and self.reply_to is not None)


class MailConnector(Connector, Protocol):
    """A connector whose messages come by mail."""

    def home_of(self, domain: str) -> str | None:
        """The organisational domain behind a sender's domain; None where it is none of the marketplace's."""

    def read_mail(self, mail: Mail, received_at: datetime) -> Reading:
        """Read a mail whose sender is proven. Unreadable where it should be shown to a person raw."""
