"""Taking a message back while the ingest holds its discussion: one waits for the other, none is refused."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from guichet.accounts.models import Channel
from guichet.inbox.actions.cancel_message import cancel_message
from guichet.inbox.models import Discussion, Message
from tests.cast import Player
from tests.inbox.queries.conftest import auchan  # noqa: F401 - a fixture
from tests.inbox.queries.rows import discussion_in, failed_reply_in
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
# A transaction sees the activity of its beginning, unless it asks anew.
ANEW = "SELECT pg_stat_clear_snapshot()"
WAITING = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def somebody_waits() -> bool:
    """Whether any connection waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(ANEW)
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


def test_the_discussion_is_held_before_the_message(auchan: Channel, alice: Player) -> None:  # noqa: F811
    one = discussion_in(auchan)
    reply = failed_reply_in(one)
    failures: list[Any] = []

    def take_back() -> None:
        try:
            cancel_message(alice.viewer, reply.pk)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=take_back)
    with transaction.atomic():
        Discussion.objects.select_for_update().get(id=one.pk)
        thread.start()
        until(somebody_waits, 20)
        # What the ingest does next: with the message held by the other, this would be a deadlock.
        Message.objects.filter(id=reply.pk).update(delivery_error="Refused again.")
    thread.join()
    assert failures == []
    assert not Message.objects.filter(id=reply.pk).exists()
