"""Wakes jobs from inside the transaction that made them true (procrastinate's Django connector).

Jobs only wake: a job that is lost is found again by the sweep, because the rows hold the state.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import JobDeferrer

from guichet.accounts.queue import queue


def wake_sync(channel_id: UUID) -> None:
    """Synchronise this channel now."""
    _defer("channel.sync", str(channel_id), channel_id=str(channel_id))


def wake_import(channel_id: UUID) -> None:
    """Go on importing what was said before on this channel."""
    _defer("channel.import", str(channel_id), channel_id=str(channel_id))


def wake_syncs(channel_ids: Sequence[UUID]) -> None:
    """Synchronise these channels now; those whose job waits already are left out by one question."""
    _defer_missing("channel.sync", channel_ids, wake_sync)


def wake_imports(channel_ids: Sequence[UUID]) -> None:
    """The same for imports."""
    _defer_missing("channel.import", channel_ids, wake_import)


def wake_reconciliation(channel_id: UUID) -> None:
    """Compare this channel with its marketplace."""
    _defer("channel.reconcile", str(channel_id), channel_id=str(channel_id))


def wake_delivery(message_id: UUID, at: datetime | None = None) -> None:
    """Carry this reply to its marketplace, at its time."""
    _configured("message.deliver", None, at).defer(message_id=str(message_id))


def wake_thread(discussion_id: UUID) -> None:
    """Read the whole of this discussion now."""
    _defer("thread.read", str(discussion_id), discussion_id=str(discussion_id))


def wake_file(attachment_id: UUID) -> None:
    """Fetch this attachment now."""
    _defer("attachment.fetch", str(attachment_id), attachment_id=str(attachment_id))


def wake_files(attachment_ids: Sequence[UUID]) -> None:
    """Fetch these attachments now: new rows, which hardly anything else can have woken."""
    if not attachment_ids:
        return
    ids = [str(one) for one in attachment_ids]
    jobs = [_configured("attachment.fetch", one).make_new_job(attachment_id=one) for one in ids]
    try:
        with transaction.atomic():
            queue.job_manager.batch_defer_jobs(jobs)
    except AlreadyEnqueued:
        for attachment_id in attachment_ids:
            wake_file(attachment_id)


def wake_orders(channel_id: UUID) -> None:
    """Fetch the orders of this channel that are asked for."""
    _defer("order.fetch", str(channel_id), channel_id=str(channel_id))


def wake_mail(channel_id: UUID) -> None:
    """Read the mails of this channel that wait."""
    _defer("mail.ingest", str(channel_id), channel_id=str(channel_id))


def wake_bulk(act_id: UUID) -> None:
    """Carry this change of many discussions on."""
    _defer("bulk.run", str(act_id), bulk_act_id=str(act_id))


def wake_erasure(receipt_id: UUID) -> None:
    """Carry this erasure on."""
    _defer("retention.erase", str(receipt_id), receipt_id=str(receipt_id))


def wake_own_invoice(fetch_id: UUID) -> None:
    """Fetch an invoice from the seller's own system now."""
    _defer("invoice.fetch", str(fetch_id), fetch_id=str(fetch_id))


def wake_filing(filing_id: UUID) -> None:
    """File a paper with the marketplace of its order now."""
    _defer("invoice.file", str(filing_id), filing_id=str(filing_id))


def wake_invoice_batch(batch_id: UUID) -> None:
    """Take a batch of invoices further."""
    _defer("invoice.batch", str(batch_id), batch_id=str(batch_id))


def _defer_missing(job: str, keys: Sequence[UUID], wake: Callable[[UUID], None]) -> None:
    locks = [_lock(job, str(key)) for key in keys]
    waiting = ProcrastinateJob.objects.filter(status="todo", queueing_lock__in=locks)
    known = set(waiting.values_list("queueing_lock", flat=True))
    for key, lock in zip(keys, locks, strict=True):
        if lock not in known:
            wake(key)


def _lock(job: str, once: str) -> str:
    return f"{job}:{once}"


def _defer(job: str, once: str, **arguments: str) -> None:
    """Defer a job, of which at most one waits at a time.

    The savepoint is needed: a refused lock would otherwise spoil the caller's transaction.
    """
    configured = _configured(job, once)
    try:
        with transaction.atomic():
            configured.defer(**arguments)
    except AlreadyEnqueued:
        return


def _configured(job: str, once: str | None, at: datetime | None = None) -> JobDeferrer:
    lock = None if once is None else _lock(job, once)
    return queue.configure_task(job, allow_unknown=True, queueing_lock=lock, schedule_at=at)
