"""The numbers beside the menu."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from guichet.accounts.models import Channel
from guichet.inbox.models import DiscussionStatus
from guichet.inbox.queries import counts, discussion_count
from guichet.inbox.queries.counts import Counts, counts_of
from guichet.inbox.queries.discussion_list import DiscussionFilter, count_discussions
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


def test_counts_of_all_stores_in_two_queries(
    five: None, alice: Player, lumen: Company, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    per_store = {lumen.store.pk: 1, lumen.other_store.pk: 1}
    viewer = alice.viewer
    with django_assert_num_queries(2):
        found = counts_of(viewer)
    assert found == Counts(3, 1, 2, 3, 2, 1, per_store, 1)


def test_counts_of_one_store(five: None, alice: Player, lumen: Company) -> None:
    per_store = {lumen.store.pk: 1, lumen.other_store.pk: 1}
    assert counts_of(alice.viewer, lumen.store.pk) == Counts(2, 1, 1, 2, 1, 1, per_store, 1)


def test_charlie_counts_his_store_only(five: None, charlie: Player, lumen: Company) -> None:
    his = Counts(1, 0, 1, 1, 1, 0, {lumen.other_store.pk: 1})
    assert counts_of(charlie.viewer) == his
    assert counts_of(charlie.viewer, lumen.store.pk) == Counts(unread_by_store={lumen.other_store.pk: 1})


def test_bob_counts_nothing_of_it(five: None, bob: Player, lumen: Company) -> None:
    for store_id in (None, lumen.store.pk):
        found = counts_of(bob.viewer, store_id)
        assert set(found.unread_by_store.values()) == {0}
        assert Counts(unread_by_store=found.unread_by_store) == found


def test_every_count_is_that_of_its_filter(five: None, alice: Player) -> None:
    found = counts_of(alice.viewer)
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
    monkeypatch.setattr(counts, "CAP", 2)
    monkeypatch.setattr(discussion_count, "CAP", 2)
    assert counts_of(alice.viewer).open == 2
    assert count_discussions(alice.viewer, DiscussionFilter()) == 2
    assert count_discussions(alice.viewer, DiscussionFilter(text="commande")) == 2
