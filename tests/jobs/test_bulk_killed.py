"""kill -9 of the worker in the middle of a change of thousands: nothing twice, nothing left out."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from guichet.inbox.actions.change_many import change_all_matching
from guichet.inbox.actions.run_bulk import BATCH
from guichet.inbox.bulk_change import to_status
from guichet.inbox.models import BulkAct, BulkState, Discussion, DiscussionStatus
from guichet.inbox.queries.bulk_acts import outcome_of
from guichet.inbox.queries.discussion_list import DiscussionFilter
from guichet.sync.sweep import sweep
from tests.browser.many import MANY, many
from tests.browser.sample import channel_row
from tests.cast import Company, Player
from tests.second_session import second_session
from tests.waiting import until
from tests.working import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)


def database_url() -> str:
    """The test's own database."""
    given = connection.settings_dict
    who = f"{given['USER']}@" if given["USER"] else ""
    host = quote(str(given["HOST"]), safe="")
    return f"postgresql://{who}/{given['NAME']}?host={host}"


@pytest.fixture
def colleague(db: None) -> Iterator["psycopg.Connection"]:
    """A connection that can hold a row."""
    with second_session() as other:
        yield other


@pytest.fixture
def worker(db: None) -> Iterator["subprocess.Popen[bytes]"]:
    """A real worker process."""
    command = [sys.executable, "-m", "guichet", "worker"]
    process = subprocess.Popen(command, env=os.environ | {"GUICHET_DATABASE_URL": database_url()})
    yield process
    process.kill()
    process.wait()


def test_a_killed_worker_s_act_goes_on(
    alice: Player, lumen: Company, colleague: "psycopg.Connection", worker: "subprocess.Popen[bytes]"
) -> None:
    many(channel_row(lumen.store, "mirakl-leroymerlin"))
    # Somebody holds a row of the second batch, so that the worker stands in the middle of it.
    ids = Discussion.objects.order_by("id").values_list("id", flat=True)
    colleague.execute("SELECT 1 FROM discussion WHERE id = %s FOR UPDATE", [ids[BATCH + 7]])
    act = change_all_matching(alice.viewer, DiscussionFilter(), to_status(DiscussionStatus.SOLVED))
    until(lambda: BulkAct.objects.get().done == BATCH)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    colleague.rollback()
    assert Discussion.objects.filter(status="SOLVED").count() == BATCH
    changed_in = dict(act.changes.filter(step="CHANGED").values_list("discussion_id", "changed_in"))
    an_hour_ago = timezone.now() - timedelta(hours=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = %s", [an_hour_ago])
    BulkAct.objects.update(look_at=an_hour_ago)
    sweep()
    run_jobs()
    act.refresh_from_db()
    assert (act.state, act.done, outcome_of(act).changed) == (BulkState.DONE, MANY, MANY)
    assert Discussion.objects.filter(status="SOLVED").count() == MANY
    assert Counter(act.changes.values_list("step", "before")) == {("CHANGED", "OPEN"): MANY}
    again = dict(act.changes.filter(discussion_id__in=changed_in).values_list("discussion_id", "changed_in"))
    assert again == changed_in
