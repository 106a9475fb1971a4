"""What a reply by mail needs beside its words, and who carries it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Correspondence:
    """The mail side of one reply, whose `message_id` and `date` are the same each time it is written.

    `references` are the ids of the mails it answers, the newest first; `return_address` is the channel's
    inbound one, where answers and bounces come back.
    """

    message_id: str
    return_address: str
    subject: str
    date: datetime
    references: tuple[str, ...] = ()


class MailSender(Protocol):
    """The outgoing mail server."""

    def send(self, sender: str, recipient: str, content: bytes) -> None:
        """Send one mail once; Busy, Refused or Uncertain (see `guichet.platforms.errors`)."""
