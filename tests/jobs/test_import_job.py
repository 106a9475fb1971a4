"""The import goes on by jobs, and a queue that was emptied loses nothing of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion
from guichet.sync import importing
from guichet.sync.activate import import_further_back
from guichet.sync.due import wake_importing
from sandbox.mirakl import MiraklOperator
from tests.cast import Player
from tests.working import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)


def test_stretch_after_stretch_until_all_is_here(
    channel: Channel, operator: MiraklOperator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "STRETCH", timedelta(0))
    operator.fill(350, 1, until=timezone.now() - timedelta(days=2))
    run_jobs()
    assert Discussion.objects.count() == 350
    channel.refresh_from_db()
    assert channel.backfill_done_at is not None


def test_a_lost_job_is_woken_again_from_the_row(
    channel: Channel, operator: MiraklOperator, alice: Player
) -> None:
    run_jobs()
    old = operator.fill(1, 1, until=timezone.now() - timedelta(days=200))[0]
    import_further_back(alice.viewer, channel.pk, timezone.now() - timedelta(days=300))
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    run_jobs()
    assert not Discussion.objects.exists()
    assert wake_importing() == 1
    run_jobs()
    assert Discussion.objects.get().marketplace_discussion_id == old.id
