"""What a job or a poll wakes is written in the transaction that made it true, while a worker runs too."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import close_old_connections, connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from guichet.accounts.signing_in.letters import Letter, wake_letter
from guichet.events.outbox import wake_webhook
from guichet.inbox.outbox import wake_file, wake_files

pytestmark = pytest.mark.django_db(transaction=True)

WAKE: list[Callable[[], None]] = [
    lambda: wake_file(uuid4()),
    lambda: wake_files([uuid4(), uuid4()]),
    lambda: wake_webhook(uuid4()),
    lambda: wake_letter(Letter.PASSWORD_CHANGED, uuid4()),
]


@pytest.mark.parametrize("wake", WAKE)
def test_a_job_woken_beside_a_worker_goes_back_with_its_transaction(wake: Callable[[], None]) -> None:
    def woken(*, kept: bool) -> None:
        close_old_connections()
        with transaction.atomic():
            wake()
            transaction.set_rollback(not kept)
        connection.close()

    before = ProcrastinateJob.objects.count()
    # As a worker does with procrastinate's one app while it runs; a thread of ours is none of its own.
    beside = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(beside), ThreadPoolExecutor(1) as thread:
        thread.submit(woken, kept=False).result(20)
        assert ProcrastinateJob.objects.count() == before
        thread.submit(woken, kept=True).result(20)
        assert ProcrastinateJob.objects.count() > before
