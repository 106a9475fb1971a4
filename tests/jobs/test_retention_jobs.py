"""Erasing as the worker does it: behind the wall between accounts, and by two at once."""

from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from guichet.accounts.models import AuditEntry
from guichet.accounts.scope import within
from guichet.checks.models import BackupRun
from guichet.inbox.models import ErasureReceipt
from guichet.inbox.retention.run import run_erasure
from guichet.inbox.retention.start import overdue, start_due
from tests.cast import Company, Player
from tests.inbox.queries.rows import discussion_in
from tests.inbox.retention.planted import channel_of, places, planted
from tests.working import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)
OLD = timedelta(days=90)


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.GUICHET_DATA_DIR = tmp_path


def test_a_worker_erases_and_two_at_once_do_nothing_twice(
    lumen: Company, alice: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guichet.inbox.retention.next_ones.BATCH", 2)
    now = timezone.now()
    for name, made in (("guichet-20261120T021100Z.backup", now), ("by-hand.backup", now - OLD)):
        BackupRun.objects.create(
            kind="BACKUP", ended_at=made, made_at=made, file_name=name, is_green=True, problem=""
        )
    planted(lumen, alice)
    start_due()
    run_jobs()
    first = ErasureReceipt.objects.get()
    assert places() == {"invoice.data", "files"}
    assert [(one["name"], one["goneBy"] is None) for one in first.backups] == [
        ("guichet-20261120T021100Z.backup", False), ("by-hand.backup", True),
    ]  # fmt: skip

    channel = channel_of(lumen, shop="2")
    for _ in range(9):
        discussion_in(channel, ["Bonjour"], status="CLOSED", is_read=True, last_message_at=now - OLD)
    start_due()
    second = ErasureReceipt.objects.exclude(id=first.pk).get()
    assert overdue(timezone.now()) == [second.pk]
    workers = [Thread(target=_work, args=(second,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    second.refresh_from_db()
    assert (second.state, second.discussions, second.messages) == ("DONE", 9, 9)
    assert AuditEntry.objects.filter(act="retention.erase").count() == 2
    assert overdue(timezone.now()) == []


def _work(receipt: ErasureReceipt) -> None:
    try:
        with within(receipt.account_id):
            run_erasure(receipt.pk, lambda moment: [])
    finally:
        connection.close()
