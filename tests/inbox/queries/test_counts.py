"""The numbers beside the menu."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from bench.measure.statements import statements_of
from guichet.accounts.models import Channel
from guichet.inbox.models import DiscussionStatus
from guichet.inbox.queries import discussion_count, menu
from guichet.inbox.queries.counts import Counts
from guichet.inbox.queries.discussion_list import DiscussionFilter, count_discussions
from guichet.inbox.queries.menu import numbers_of, stores_in_brief
from guichet.inbox.queries.tally import tally_of
from tests.cast import Company, Player
from tests.inbox.queries.rows import NOON, discussion_in, failed_reply_in


@pytest.fixture
def five(auchan: Channel, boulanger: Channel) -> None:
    """Four discussions in the first store, one in the second."""
    now = timezone.now()
    late: dict[str, Any] = {"needs_reply_since": NOON, "reply_due_at": now - timedelta(hours=1)}
    discussion_in(auchan, **late)
    discussion_in(auchan, is_read=True, needs_reply_since=NOON, reply_due_at=now + timedelta(hours=1))
    discussion_in(auchan, status="PENDING", is_read=True)
    failed_reply_in(
        discussion_in(auchan, status="SOLVED", is_read=True, reply_due_at=now - timedelta(hours=1))
    )
    discussion_in(boulanger, **late)


def counts_of(who: Player, store_id: UUID | None = None) -> Counts:
    return numbers_of(who.viewer, tally_of(who.viewer), store_id)[0]


def unread_of(who: Player) -> dict[UUID, int]:
    unread = tally_of(who.viewer).unread_by_store()
    return {store.id: unread.get(store.id, 0) for store in stores_in_brief(who.viewer)}


def test_counts_of_all_stores_in_four_queries(five: None, alice: Player, lumen: Company) -> None:
    asked = statements_of(lambda: (counts_of(alice), unread_of(alice)))
    # The numbers that are kept once for each of the two; a page asks for them once.
    assert len(asked) == 4
    assert counts_of(alice) == Counts(3, 1, 2, 3, 2, 1, 1)
    assert unread_of(alice) == {lumen.store.pk: 1, lumen.other_store.pk: 1}


def test_counts_of_one_store(five: None, alice: Player, lumen: Company) -> None:
    assert counts_of(alice, lumen.store.pk) == Counts(2, 1, 1, 2, 1, 1, 1)


def test_charlie_counts_his_store_only(five: None, charlie: Player, lumen: Company) -> None:
    assert counts_of(charlie) == Counts(1, 0, 1, 1, 1, 0)
    assert counts_of(charlie, lumen.store.pk) == Counts()
    assert unread_of(charlie) == {lumen.other_store.pk: 1}


def test_bob_counts_nothing_of_it(five: None, bob: Player, lumen: Company) -> None:
    for store_id in (None, lumen.store.pk):
        assert counts_of(bob, store_id) == Counts()
    assert set(unread_of(bob).values()) <= {0}


def test_every_count_is_that_of_its_filter(five: None, alice: Player) -> None:
    found = counts_of(alice)
    filters = {
        "open": DiscussionFilter(statuses=(DiscussionStatus.OPEN,)),
        "pending": DiscussionFilter(statuses=(DiscussionStatus.PENDING,)),
        "unread": DiscussionFilter(is_read=False),
        "waiting": DiscussionFilter(needs_reply=True),
        "overdue": DiscussionFilter(is_overdue=True),
        "due_soon": DiscussionFilter(is_due_soon=True),
        "failed": DiscussionFilter(has_failed=True),
    }
    for name, wanted in filters.items():
        assert getattr(found, name) == count_discussions(alice.viewer, wanted) > 0, name


def test_counts_are_capped(
    five: None, alice: Player, lumen: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menu, "CAP", 1)
    monkeypatch.setattr(discussion_count, "CAP", 2)
    assert counts_of(alice).overdue == 2 > menu.CAP
    for wanted in (DiscussionFilter(), DiscussionFilter(text="commande"), DiscussionFilter(is_overdue=False)):
        assert count_discussions(alice.viewer, wanted) == 2
