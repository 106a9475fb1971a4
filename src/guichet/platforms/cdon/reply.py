"""Answers a relayed question: to where CDON wants it, from the contact address it knows."""

from guichet.platforms.cdon.finds import bare_subject
from guichet.platforms.correspondence import MailSender
from guichet.platforms.errors import Refused, Unsupported
from guichet.platforms.mail import Letter, compose
from guichet.platforms.port import Outgoing, Sent

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
    addresses = {participant.email for participant in reply.recipients if participant.email}
    if len(addresses) != 1:
        raise Unsupported("This conversation is answered in Reclaimit, not by mail.")
    (recipient,) = addresses
    returns_to = sender if has_own_mailbox else reply.mail.return_address
    letter = Letter(
        sender=sender,
        return_address=returns_to,
        recipient=recipient,
        subject=f"Re: {bare_subject(reply.mail.subject)}",
        body=reply.body,
        message_id=reply.mail.message_id,
        date=reply.mail.date,
        references=reply.mail.references,
        files=reply.files,
    )
    server.send(returns_to, recipient, compose(letter), reply.mail.leaving)
    return Sent()
