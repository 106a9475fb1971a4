"""Lets a mail in whose sender could not be proven."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import mails
from guichet.inbox.models import MailState, RawMail
from guichet.inbox.outbox import wake_mail


def accept_mail(viewer: Viewer, mail_id: UUID) -> RawMail:
    """Read an ASIDE mail as if it were proven; RefusalError NOT_FOUND, or CONFLICT when it is not aside."""
    viewer.must_manage()
    with transaction.atomic():
        mail = mails(viewer).select_for_update(of=("self",)).filter(id=mail_id).first()
        if mail is None:
            raise refuse(ErrorCode.NOT_FOUND, "There is no such mail, or you may not see it.", "mailId")
        if mail.state != MailState.ASIDE:
            raise refuse(ErrorCode.CONFLICT, "This mail is not waiting to be accepted.", "mailId")
        mail.state, mail.is_accepted, mail.look_at = MailState.NEW, True, timezone.now()
        mail.save(update_fields=["state", "is_accepted", "look_at"])
        wake_mail(mail.channel_id)
        states = {"state": MailState.ASIDE}, {"state": MailState.NEW, "channel": mail.channel_id}
        record(viewer, "mail.accept", "mail", mail.pk, *states)
    return mail
