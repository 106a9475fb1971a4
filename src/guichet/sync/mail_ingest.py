"""Reads the mails of one channel that wait, each in one transaction."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.ingest.ingest import lock_channel
from guichet.inbox.models import MailState, RawMail
from guichet.inbox.outbox import wake_orders
from guichet.platforms.errors import Busy, NeedsOwner, Unreadable
from guichet.platforms.mail import Mail, MailConnector, Reading, parse_mail
from guichet.platforms.mail.dns import txt_record
from guichet.platforms.mail.trust import judge
from guichet.platforms.port import SetAside
from guichet.sync.mail_apply import apply, apply_report
from guichet.sync.mail_connecting import mail_connector_of
from guichet.sync.set_aside import set_aside

log = logging.getLogger("guichet.mail")

# A worker that dies over a mail frees it after this.
CLAIM = timedelta(seconds=60)
FIRST_WAIT = timedelta(seconds=20)
LONGEST_WAIT = timedelta(hours=1)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Heard:
    """A mail that was understood and believed; `reading` is None for a delivery report."""

    mail: Mail
    reading: Reading | None


def ingest_mails(channel_id: UUID) -> int:
    """Read what waits, oldest first, until nothing is due; how many were looked at."""
    channel = Channel.objects.select_related("store").filter(id=channel_id).first()
    connector = None if channel is None else _connector(channel)
    if channel is None or connector is None:
        return 0
    count = 0
    while mails := _due(channel):
        for mail_id in mails:
            count += _ingest(channel, connector, mail_id)
    return count


def _connector(channel: Channel) -> MailConnector | None:
    try:
        return mail_connector_of(channel)
    except NeedsOwner as error:
        log.warning("channel %s reads no mail: %s", channel.pk, error.why)
        later = timezone.now() + LONGEST_WAIT
        RawMail.objects.filter(channel=channel, state=MailState.NEW).update(look_at=later)
        return None


def _due(channel: Channel) -> list[UUID]:
    due = RawMail.objects.filter(channel=channel, state=MailState.NEW, look_at__lte=timezone.now())
    return list(due.order_by("received_at", "id").values_list("id", flat=True)[:AT_ONCE])


def _ingest(channel: Channel, connector: MailConnector, mail_id: UUID) -> int:
    """Claim by one conditional UPDATE, listen, apply; 0 when somebody else has it."""
    now = timezone.now()
    due = RawMail.objects.filter(id=mail_id, state=MailState.NEW, look_at__lte=now)
    if not due.update(look_at=now + CLAIM):
        return 0
    row = RawMail.objects.get(id=mail_id)
    try:
        heard = _listen(connector, row)
        _take(channel, row, heard)
    except Busy as error:
        _later(row, error.why)
    except Unreadable as error:
        _put_aside(row, error.why)
    except (DataError, IntegrityError):
        log.exception("a mail holds a value that does not fit")
        _put_aside(row, "It holds values that do not fit.")
    except Exception as error:
        # A parser that stumbles must not hold up the mails behind this one.
        log.exception("a mail could not be read")
        _put_aside(row, f"Our parser failed ({type(error).__name__}).")
    return 1


def _listen(connector: MailConnector, row: RawMail) -> Heard | None:
    """Parse, judge and read; None when it is not believed, which is then written on the row."""
    mail = parse_mail(bytes(row.body))
    row.sender, row.subject, row.header_id = mail.sender.address[:320], mail.subject, mail.message_id[:300]
    if mail.reports:
        return Heard(mail, None)
    if not row.is_accepted and not _is_believed(connector, row, mail):
        return None
    return Heard(mail, connector.read_mail(mail, row.received_at))


def _is_believed(connector: MailConnector, row: RawMail, mail: Mail) -> bool:
    verdict = judge(
        bytes(row.body),
        mail,
        connector.home_of(mail.sender.domain),
        authserv_id=settings.GUICHET_MAIL_AUTHSERV_ID,
        txt=txt_record,
    )
    row.why = verdict.why
    return verdict.is_trusted


def _take(channel: Channel, row: RawMail, heard: Heard | None) -> None:
    with transaction.atomic():
        lock_channel(channel.pk)
        if not RawMail.objects.filter(id=row.pk, state=MailState.NEW).exists():
            # Our claim ran out, and somebody else has read it meanwhile.
            return
        if heard is None:
            row.state = MailState.ASIDE
        elif heard.reading is None:
            apply_report(channel, row, heard.mail)
        else:
            apply(channel, row, heard.reading)
            if heard.reading.order_id:
                wake_orders(channel.pk)
        row.save()


def _later(row: RawMail, why: str) -> None:
    row.attempts += 1
    row.why = why
    row.look_at = timezone.now() + min(FIRST_WAIT * 2 ** min(row.attempts, 10), LONGEST_WAIT)
    row.save(update_fields=["attempts", "why", "look_at"])


def _put_aside(row: RawMail, why: str) -> None:
    """Shown raw on the channel's page; nothing of it is lost."""
    with transaction.atomic():
        kept = {"state": MailState.UNREADABLE, "why": why, "subject": row.subject, "sender": row.sender}
        RawMail.objects.filter(id=row.pk).update(**kept)
        set_aside(row.channel, [SetAside(bytes(row.body), why)])
