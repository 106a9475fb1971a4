"""What a reply by mail needs beside its words, and who carries it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Correspondence:
    """The mail side of one reply, whose `message_id` and `date` are the same each time it is written.

    `references` are the ids of the mails it answers, the newest first; `return_address` is the channel's
    inbound one, where answers and bounces come back. `leaving` is called right before the content goes
    over the wire; what it raises stops the mail.
    """

    message_id: str
    return_address: str
    subject: str
    date: datetime
    references: tuple[str, ...] = ()
    leaving: Callable[[], None] = field(default=lambda: None, repr=False, compare=False)


class MailSender(Protocol):
    """The outgoing mail server."""

    def send(self, sender: str, recipient: str, content: bytes, leaving: Callable[[], None] = ...) -> None:
        """Send one mail once; Busy, Refused or Uncertain (see `guichet.platforms.errors`)."""
