"""Reads a mail again that could not be read, once the parser has been mended."""

from django.db import transaction
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import MailState, RawMail, Unreadable
from guichet.sync.mail_ingest import ingest_mails
from guichet.sync.mail_too_large import TOO_LARGE
from guichet.sync.set_aside import recount


def replay_mail(channel: Channel, row: Unreadable) -> bool:
    """True where it is read at last; a mail that still cannot be is set aside anew."""
    mails = RawMail.objects.filter(channel=channel, digest=row.digest)
    with transaction.atomic():
        waiting = mails.filter(state=MailState.UNREADABLE).exclude(kind=TOO_LARGE)
        if not waiting.update(state=MailState.NEW, look_at=timezone.now(), why=""):
            return False
        row.delete()
        recount(channel)
    ingest_mails(channel.pk, waits=True)
    return not mails.filter(state=MailState.UNREADABLE).exists()
