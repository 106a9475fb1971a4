"""Answers a buyer: plain text to the alias that wrote last, from the approved address."""

import re

from guichet.platforms.amazon.finds import order_in
from guichet.platforms.amazon.places import is_alias
from guichet.platforms.correspondence import MailSender
from guichet.platforms.errors import Refused, Unsupported
from guichet.platforms.mail import Letter, MailAddress, compose
from guichet.platforms.port import Outgoing, Sent
from guichet.platforms.text import one_line

_REPLY = re.compile(r"^(?:\s*(?:Re|AW|TR|R|RES|RIF|SV|VS|Antw|Odp)\s*:)+\s*", re.IGNORECASE)
NO_SERVER = (
    "There is no outgoing mail server yet. Set GUICHET_SMTP_URL and restart, or give this marketplace an "
    "outgoing mail server of its own, and send it again."
)


def send(server: MailSender | None, sender: str, reply: Outgoing, *, has_own_mailbox: bool = False) -> Sent:
    """Send one mail; Refused with the server's words, Uncertain where its answer was lost.

    Answers and bounces come back to the inbound address, or to the sender's where its own mailbox is read.
    """
    if server is None or reply.mail is None:
        raise Refused(NO_SERVER)
    recipient = _alias(reply)
    returns_to = sender if has_own_mailbox else reply.mail.return_address
    content = compose(
        Letter(
            sender=sender,
            return_address=returns_to,
            recipient=recipient,
            subject=subject_of(reply.mail.subject, reply.order_id),
            body=reply.body,
            message_id=reply.mail.message_id,
            date=reply.mail.date,
            references=reply.mail.references,
            files=reply.files,
        )
    )
    server.send(returns_to, recipient, content, reply.mail.leaving)
    return Sent()


def subject_of(subject: str, order_id: str | None) -> str:
    """The buyer's subject with one `Re: ` before it; the order stays named in it."""
    bare = _REPLY.sub("", one_line(subject)) or "Amazon"
    named = bare if order_id is None or order_in(bare) else f"{bare} ({order_id})"
    return f"Re: {named}"


def _alias(reply: Outgoing) -> str:
    """The one address a reply may go to; anything but a buyer's alias is never answered."""
    addresses = {participant.email for participant in reply.recipients if participant.email}
    if len(addresses) != 1:
        raise Unsupported("A reply on Amazon goes to the one buyer who wrote.")
    (address,) = addresses
    if not is_alias(MailAddress(address).domain):
        raise Unsupported("Amazon takes no answer at this address; answer in Seller Central.")
    return address
