"""Many at once: every change gets its number, and nobody waits for somebody who waits for them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection, transaction

from guichet.accounts.audit import record
from guichet.accounts.audit_chain import verify_chain
from guichet.accounts.models import AuditEntry, Store
from guichet.accounts.scope import within
from guichet.accounts.viewer import Viewer
from tests.cast import Company, Player

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 20


def test_acts_that_lock_in_any_order_get_along(alice: Player, lumen: Company) -> None:
    """One tells the audit before it locks its row, the other after: numbers are given at the end alone."""
    viewer, store, barrier = alice.viewer, lumen.store.pk, Barrier(2)

    def act(is_early: bool) -> None:
        try:
            with within(viewer.account_id):
                for _round in range(ROUNDS):
                    barrier.wait(20)
                    _rename(viewer, store, is_early=is_early)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(act, (True, False)))

    assert verify_chain(viewer.account_id).fault is None
    assert AuditEntry.objects.filter(account_id=viewer.account_id).count() == 2 * ROUNDS
    with pytest.raises(transaction.TransactionManagementError):
        record(viewer, "store.rename", "store", None)


def _rename(viewer: Viewer, store: UUID, *, is_early: bool) -> None:
    with transaction.atomic():
        if is_early:
            record(viewer, "store.rename", "store", store)
        Store.objects.select_for_update().get(id=store)
        Store.objects.filter(id=store).update(name=f"Store {is_early}")
        if not is_early:
            record(viewer, "store.rename", "store", store)
