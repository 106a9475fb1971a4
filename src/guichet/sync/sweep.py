"""Finds rows whose job is gone: the queue may be emptied and nothing is lost."""

from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.actions.run_bulk import UNDER_WAY
from guichet.inbox.models import (
    Attachment,
    AttachmentState,
    BulkAct,
    Delivery,
    MailState,
    Message,
    Order,
    RawMail,
)
from guichet.inbox.outbox import wake_bulk, wake_delivery, wake_file, wake_mail, wake_orders
from guichet.sync import outcome
from guichet.sync.clock_step import heal
from guichet.sync.mail_folder_lease import free_mailboxes

# Jobs get this long to do what they were woken for before the sweep wakes another.
GRACE = timedelta(seconds=20)
AT_ONCE = 1000
# A worker beats every 5 seconds; one that missed several is dead.
DEAD_AFTER = timedelta(seconds=20)

DEAD_JOBS = """
SELECT job.id, job.task_name, job.args ->> 'message_id', job.args ->> 'channel_id'
FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
WHERE job.status = 'doing' AND (worker.last_heartbeat IS NULL OR worker.last_heartbeat < %s)
ORDER BY job.id LIMIT 1000
"""


def sweep() -> None:
    """Free what dead workers held, then wake what is overdue."""
    heal()
    with transaction.atomic():
        _bury_dead_jobs()
    _find_lost_sends()
    _wake_overdue()


def _bury_dead_jobs() -> None:
    """A dead worker's jobs are closed; the replies it was sending are looked for, what it held is free."""
    with connection.cursor() as cursor:
        cursor.execute(DEAD_JOBS, [timezone.now() - DEAD_AFTER])
        for job_id, job, message_id, channel_id in cursor.fetchall():
            if message_id is not None:
                _lost_send(UUID(message_id))
            if job == "mail.ingest":
                _free_mails(UUID(channel_id))
            elif job == "mail.look":
                free_mailboxes()
            elif channel_id is not None:
                Channel.objects.filter(id=channel_id).update(held_by=None, held_until=None)
            cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', true)", [job_id])


def _free_mails(channel_id: UUID) -> None:
    """Mails that a dead worker was reading; those that wait for something have a reason."""
    claimed = RawMail.objects.filter(channel_id=channel_id, state=MailState.NEW, why="")
    if claimed.update(look_at=timezone.now()):
        wake_mail(channel_id)


def _find_lost_sends() -> None:
    now = timezone.now()
    lost = Message.objects.filter(delivery=Delivery.SENDING, look_at__lte=now)
    for message_id in lost.values_list("id", flat=True)[:AT_ONCE]:
        _lost_send(message_id)


def _lost_send(message_id: UUID) -> None:
    message = Message.objects.filter(id=message_id, delivery=Delivery.SENDING).first()
    if message is not None:
        outcome.uncertain(message)


def _wake_overdue() -> None:
    late = timezone.now() - GRACE
    replies = Message.objects.filter(
        delivery__in=[Delivery.QUEUED, Delivery.CHECKING], look_at__lte=late
    ).order_by("look_at")
    for message_id in replies.values_list("id", flat=True)[:AT_ONCE]:
        wake_delivery(message_id)
    files = Attachment.objects.filter(state=AttachmentState.WAITING, next_try_at__lte=late)
    for attachment_id in files.order_by("next_try_at").values_list("id", flat=True)[:AT_ONCE]:
        wake_file(attachment_id)
    mails = RawMail.objects.filter(state=MailState.NEW, look_at__lte=late)
    for channel_id in mails.values_list("channel_id", flat=True).distinct()[:AT_ONCE]:
        wake_mail(channel_id)
    acts = BulkAct.objects.filter(state__in=UNDER_WAY, look_at__lte=late)
    for act_id in acts.values_list("id", flat=True)[:AT_ONCE]:
        wake_bulk(act_id)
    orders = Order.objects.filter(fetch_after__lte=late, channel__is_enabled=True)
    for channel_id in orders.values_list("channel_id", flat=True).distinct()[:AT_ONCE]:
        wake_orders(channel_id)
