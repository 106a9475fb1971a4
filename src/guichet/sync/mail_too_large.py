"""A mail that is too large to be fetched: its headers are kept and shown, with a line that says so."""

from guichet.accounts.models import Channel
from guichet.inbox.models import MailState, MailWay, RawMail
from guichet.platforms.mail import parse_mail
from guichet.platforms.port import SetAside
from guichet.sync.receive import store_mail
from guichet.sync.set_aside import set_aside

# The kind of such a row: there is nothing in it that another parser could read.
TOO_LARGE = "TOO_LARGE"


def note_too_large(channel: Channel, headers: bytes, size: int, way: MailWay) -> None:
    """Put it beside the unreadable mails of the channel, once; inside the reading's transaction."""
    kept = store_mail(channel, headers, "", way)
    if kept is None:
        return
    mail = parse_mail(headers or b"Subject: \r\n\r\n")
    why = f"This mail has {size // 1_000_000} MB and was not fetched; open it in the mailbox itself."
    RawMail.objects.filter(id=kept).update(
        state=MailState.UNREADABLE,
        kind=TOO_LARGE,
        why=why,
        sender=mail.sender.address[:320],
        subject=mail.subject,
    )
    set_aside(channel, [SetAside(headers, why)])
