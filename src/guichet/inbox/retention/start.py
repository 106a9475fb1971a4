"""Starts what the rules of the accounts ask for."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.accounts.scope import everywhere, within
from guichet.inbox.models import ErasureKind, ErasureReceipt, ErasureState
from guichet.inbox.outbox import wake_erasure
from guichet.inbox.retention.rules import erasing, rules_of

AT_ONCE = 1000


def start_due() -> int:
    """An erasure for each account whose rules erase anything; how many.

    One that finds nothing to erase leaves no receipt behind.
    """
    with everywhere("accounts that have a channel"):
        accounts = list(Channel.objects.order_by().values_list("account_id", flat=True).distinct())
    return sum(_start(account_id) for account_id in accounts)


def _start(account_id: UUID) -> bool:
    with within(account_id), transaction.atomic():
        rules = erasing(rules_of(account_id))
        running = ErasureReceipt.objects.filter(
            account_id=account_id, kind=ErasureKind.RULES, state=ErasureState.RUNNING
        )
        used = set(Channel.objects.filter(account_id=account_id).values_list("platform", flat=True))
        told = [rule.told() for rule in rules if rule.platform.value in used]
        if not told or running.exists():
            return False
        now = timezone.now()
        receipt = ErasureReceipt.objects.create(
            account_id=account_id, kind=ErasureKind.RULES, asked_at=now, look_at=now, rules=told
        )
        wake_erasure(receipt.pk)
        return True


def overdue(now: datetime) -> Sequence[UUID]:
    """Erasures whose job is gone, or whose time to wait is over."""
    running = ErasureReceipt.objects.filter(state=ErasureState.RUNNING, look_at__lte=now)
    return list(running.order_by("look_at").values_list("id", flat=True)[:AT_ONCE])
