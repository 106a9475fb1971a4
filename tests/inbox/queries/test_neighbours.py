"""Next and previous in the list that one came from."""

from datetime import timedelta

import pytest

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_list import list_discussions
from guichet.inbox.queries.discussion_order import DiscussionOrder
from guichet.inbox.queries.neighbours import neighbours_of, place_of
from tests.cast import Player
from tests.inbox.queries.rows import HOUR, NOON, discussion_in

pytestmark = pytest.mark.django_db
OPEN = DiscussionFilter(statuses=("OPEN",))  # type: ignore[arg-type]


@pytest.fixture
def many(auchan: Channel, boulanger: Channel) -> list[Discussion]:
    """Seven, of which two came at the same moment; every other one has a deadline."""
    hours = (0, 1, 2, 2, 3, 4, 5)
    return [
        discussion_in(
            auchan if i % 2 else boulanger,
            subject=f"Sujet {i}",
            last_message_at=NOON - hour * HOUR,
            reply_due_at=NOON + hour * HOUR if i % 2 else None,
        )
        for i, hour in enumerate(hours)
    ]


@pytest.mark.parametrize("order", DiscussionOrder)
@pytest.mark.parametrize("wanted", [DiscussionFilter(), OPEN, DiscussionFilter(subject="sujet")])
def test_they_are_those_of_the_list(
    alice: Player, many: list[Discussion], order: DiscussionOrder, wanted: DiscussionFilter
) -> None:
    rows = list_discussions(alice.viewer, wanted, order).rows
    assert len(rows) == 7
    for i, row in enumerate(rows):
        found = neighbours_of(alice.viewer, wanted, order, place_of(row, order))
        assert found.previous == (rows[i - 1] if i else None)
        assert found.next == (rows[i + 1] if i < 6 else None)


def test_the_place_stays_when_the_discussion_goes(alice: Player, many: list[Discussion]) -> None:
    newest = DiscussionOrder.LAST_MESSAGE_DESC
    rows = list_discussions(alice.viewer, OPEN).rows
    place = place_of(rows[3], newest)
    Discussion.objects.filter(pk=rows[3].id).update(status="SOLVED", last_message_at=NOON + timedelta(days=1))
    found = neighbours_of(alice.viewer, OPEN, newest, place)
    assert (found.previous, found.next) == (rows[2], rows[4])


def test_one_that_moved_up_is_not_its_own_neighbour(alice: Player, many: list[Discussion]) -> None:
    newest = DiscussionOrder.LAST_MESSAGE_DESC
    rows = list_discussions(alice.viewer, OPEN).rows
    place = place_of(rows[1], newest)
    Discussion.objects.filter(pk=rows[1].id).update(last_message_at=rows[0].last_message_at - HOUR / 2)
    found = neighbours_of(alice.viewer, OPEN, newest, place)
    assert found.previous == rows[0]


def test_only_what_may_be_seen(charlie: Player, many: list[Discussion], elsewhere: Channel) -> None:
    discussion_in(elsewhere)
    newest = DiscussionOrder.LAST_MESSAGE_DESC
    rows = list_discussions(charlie.viewer, DiscussionFilter()).rows
    found = neighbours_of(charlie.viewer, DiscussionFilter(), newest, place_of(rows[1], newest))
    assert [found.previous, found.next] == [rows[0], rows[2]]


def test_a_place_of_another_list_is_refused(alice: Player, many: list[Discussion]) -> None:
    row = list_discussions(alice.viewer, OPEN).rows[0]
    with pytest.raises(RefusalError):
        neighbours_of(
            alice.viewer, OPEN, DiscussionOrder.REPLY_DUE_ASC, place_of(row, DiscussionOrder.LAST_MESSAGE_ASC)
        )
