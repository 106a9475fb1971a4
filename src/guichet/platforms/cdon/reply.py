"""Answers a relayed question: to where CDON wants it, from the contact address it knows."""

from guichet.platforms.cdon.finds import bare_subject
from guichet.platforms.correspondence import MailSender
from guichet.platforms.errors import Refused, Unsupported
from guichet.platforms.mail import Letter, compose
from guichet.platforms.port import Outgoing, Sent

NO_SERVER = (
    "This installation has no outgoing mail server yet. Set GUICHET_SMTP_URL, restart and send it again."
)


def send(server: MailSender | None, sender: str, reply: Outgoing) -> Sent:
    """Send one mail; Refused with the server's words, Uncertain where its answer was lost."""
    if server is None or reply.mail is None:
        raise Refused(NO_SERVER)
    addresses = {participant.email for participant in reply.recipients if participant.email}
    if len(addresses) != 1:
        raise Unsupported("This conversation is answered in Reclaimit, not by mail.")
    (recipient,) = addresses
    letter = Letter(
        sender=sender,
        return_address=reply.mail.return_address,
        recipient=recipient,
        subject=f"Re: {bare_subject(reply.mail.subject)}",
        body=reply.body,
        message_id=reply.mail.message_id,
        date=reply.mail.date,
        references=reply.mail.references,
        files=reply.files,
    )
    server.send(reply.mail.return_address, recipient, compose(letter), reply.mail.leaving)
    return Sent()
