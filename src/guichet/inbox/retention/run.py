"""Carries an erasure on, a batch in a transaction: whoever kills it, the next one goes on.

A batch and what it adds to the receipt are one transaction, and the batches of one receipt take turns, so
that nothing is counted twice and nothing is left out.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.accounts.audit import record
from guichet.inbox.models import ErasureKind, ErasureReceipt, ErasureState
from guichet.inbox.outbox import wake_erasure
from guichet.inbox.retention.contents import drop_contents
from guichet.inbox.retention.erase import Erased, erase_discussions, papers_of
from guichet.inbox.retention.leftovers import Leftovers, erase_leftovers
from guichet.inbox.retention.next_ones import lock_next, remain

# After this a receipt without a sign of life is taken up again.
LOOK_AGAIN = timedelta(minutes=1)
# For what waits: a reply on its way, a file that came just now.
PATIENCE = timedelta(minutes=10)
COUNTS = ("discussions", "messages", "files", "mails", "orders", "drafts", "payloads", "papers_kept")

Backups = Callable[[datetime], list[dict[str, Any]]]


def run_erasure(receipt_id: UUID, backups: Backups, within: float | None = None) -> None:
    """Work until it is through, or for `within` seconds; `backups` tells which of them hold what went."""
    deadline = None if within is None else monotonic() + within
    while _batch(receipt_id):
        if deadline is not None and monotonic() > deadline:
            wake_erasure(receipt_id)
            return
    _end(receipt_id, backups)


def _batch(receipt_id: UUID) -> bool:
    """One batch; False once nothing is left that can go now."""
    with transaction.atomic():
        receipt = _locked(receipt_id)
        if receipt is None:
            return False
        ids = lock_next(receipt)
        if ids or _has_orders_left(receipt):
            named = receipt.order_ids if receipt.kind == ErasureKind.CUSTOMER else []
            _add(receipt, erase_discussions(receipt.account_id, ids, timezone.now(), named))
            return bool(ids)
        if receipt.kind == ErasureKind.CUSTOMER:
            return False
        left = erase_leftovers(receipt.account_id, receipt.rules, receipt.asked_at)
        add_leftovers(receipt, left)
        return bool(left)


def _locked(receipt_id: UUID) -> ErasureReceipt | None:
    running = ErasureReceipt.objects.select_for_update().filter(id=receipt_id, state=ErasureState.RUNNING)
    return running.first()


def _has_orders_left(receipt: ErasureReceipt) -> bool:
    """An order that no discussion speaks of is erased with the first batch, also where that one is empty."""
    return receipt.kind == ErasureKind.CUSTOMER and not receipt.orders and bool(receipt.order_ids)


def _add(receipt: ErasureReceipt, erased: Erased) -> None:
    for name in ("discussions", "messages", "files", "mails", "drafts"):
        setattr(receipt, name, getattr(receipt, name) + getattr(erased, name))
    receipt.orders += len(erased.order_ids)
    receipt.papers_kept += papers_of(erased.order_ids)
    receipt.digests = sorted({*receipt.digests, *erased.digests})
    receipt.look_at = timezone.now() + LOOK_AGAIN
    receipt.save(update_fields=[*COUNTS, "digests", "look_at"])


def add_leftovers(receipt: ErasureReceipt, left: Leftovers) -> None:
    """Count them, in the transaction that erased them."""
    if left:
        receipt.mails += left.mails
        receipt.payloads += left.payloads
        receipt.orders += len(left.orders)
        receipt.papers_kept += papers_of(left.orders)
        receipt.save(update_fields=list(COUNTS))


def _end(receipt_id: UUID, backups: Backups) -> None:
    """Drop the files, then close the receipt, unless something waits still."""
    found = ErasureReceipt.objects.filter(id=receipt_id, state=ErasureState.RUNNING).first()
    kept = drop_contents(found.digests) if found else []
    with transaction.atomic():
        receipt = _locked(receipt_id)
        if receipt is None:
            return
        receipt.digests = [digest for digest in receipt.digests if digest in kept]
        if receipt.digests or remain(receipt):
            receipt.look_at = timezone.now() + PATIENCE
            receipt.save(update_fields=["digests", "look_at"])
            return
        _close(receipt, backups)


def _close(receipt: ErasureReceipt, backups: Backups) -> None:
    counts = {name: getattr(receipt, name) for name in COUNTS}
    if receipt.kind == ErasureKind.RULES and not any(counts.values()):
        receipt.delete()
        return
    receipt.ended_at = timezone.now()
    receipt.backups = backups(receipt.ended_at)
    receipt.state, receipt.look_at = ErasureState.DONE, None
    receipt.save(update_fields=["ended_at", "backups", "state", "look_at", "digests"])
    record(
        None, "retention.erase", "erasure_receipt", receipt.pk, None, counts, account_id=receipt.account_id
    )
