"""Cursors say where a list goes on, whatever happened to it in between."""

import json
from base64 import urlsafe_b64encode

import pytest

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion
from guichet.inbox.queries.discussion_list import DiscussionFilter, DiscussionOrder, list_discussions
from guichet.inbox.queries.messages import list_messages
from tests.cast import Player
from tests.inbox.queries.rows import HOUR, NOON, discussion_in

ALL = DiscussionFilter()
NEWEST = DiscussionOrder.LAST_MESSAGE_DESC


def _token(*parts: object) -> str:
    return urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.fixture
def six(auchan: Channel) -> list[Discussion]:
    """Six discussions, the newest last."""
    return [discussion_in(auchan, last_message_at=NOON + n * HOUR) for n in range(6)]


def test_rows_that_come_in_between_neither_repeat_nor_hide_others(
    six: list[Discussion], auchan: Channel, alice: Player
) -> None:
    first = list_discussions(alice.viewer, ALL, NEWEST, 3)
    discussion_in(auchan, last_message_at=NOON + 99 * HOUR)
    discussion_in(auchan, last_message_at=NOON - HOUR)
    rest = list_discussions(alice.viewer, ALL, NEWEST, 3, first.cursors[-1])
    assert [row.id for row in (*first.rows, *rest.rows)] == [d.pk for d in reversed(six)]
    assert rest.has_next


def test_a_cursor_stays_good_when_its_own_row_moves_away(six: list[Discussion], alice: Player) -> None:
    first = list_discussions(alice.viewer, ALL, NEWEST, 3)
    Discussion.objects.filter(id=first.rows[-1].id).update(last_message_at=NOON + 99 * HOUR)
    rest = list_discussions(alice.viewer, ALL, NEWEST, 3, first.cursors[-1])
    assert [row.id for row in rest.rows] == [d.pk for d in reversed(six[:3])]


def test_a_page_that_ends_where_the_deadlines_end_goes_on_after_them(auchan: Channel, alice: Player) -> None:
    due = [discussion_in(auchan, reply_due_at=NOON + n * HOUR) for n in range(3)]
    free = [discussion_in(auchan, last_message_at=NOON - n * HOUR) for n in range(3)]
    order = DiscussionOrder.REPLY_DUE_ASC
    first = list_discussions(alice.viewer, ALL, order, 3)
    assert [row.id for row in first.rows] == [d.pk for d in due]
    assert first.has_next
    second = list_discussions(alice.viewer, ALL, order, 3, first.cursors[-1])
    assert [row.id for row in second.rows] == [d.pk for d in free]
    assert not second.has_next


# Fixed: workers that share the tests must collect the same names.
SOUND_ID = "4047eeedf2cd419487b4dbd20919d8c9"
MALFORMED = [
    "",
    "x",
    "é",
    "!!!!",
    "a" * 1000,
    _token(),
    _token("LAST_MESSAGE_DESC"),
    _token("LAST_MESSAGE_DESC", 0, NOON.isoformat()),
    _token("LAST_MESSAGE_DESC", 0, "yesterday", SOUND_ID),
    _token("LAST_MESSAGE_DESC", 0, "2026-03-14T12:00:00", SOUND_ID),
    _token("LAST_MESSAGE_DESC", 0, NOON.isoformat(), "not-a-key"),
    _token("LAST_MESSAGE_DESC", 0, 5, SOUND_ID),
    _token("LAST_MESSAGE_DESC", 0, NOON.isoformat(), 5),
    _token("LAST_MESSAGE_DESC", 1, NOON.isoformat(), SOUND_ID),
    _token("LAST_MESSAGE_DESC", -1, NOON.isoformat(), SOUND_ID),
    _token("LAST_MESSAGE_DESC", "0", NOON.isoformat(), SOUND_ID),
    urlsafe_b64encode(b"[" * 200).decode(),
    urlsafe_b64encode(b"\xff\xfe").decode(),
    urlsafe_b64encode(b"null").decode(),
]


@pytest.mark.parametrize("after", MALFORMED)
def test_what_is_no_cursor_is_refused_with_a_sentence(after: str, alice: Player) -> None:
    with pytest.raises(RefusalError, match="not a cursor of Guichet") as refusal:
        list_discussions(alice.viewer, ALL, NEWEST, 3, after)
    assert refusal.value.problems[0].code is ErrorCode.INVALID
    assert refusal.value.problems[0].field == "after"


def test_a_cursor_of_another_list_is_refused(six: list[Discussion], alice: Player) -> None:
    cursor = list_discussions(alice.viewer, ALL, NEWEST, 3).cursors[-1]
    for order in (DiscussionOrder.LAST_MESSAGE_ASC, DiscussionOrder.REPLY_DUE_ASC):
        with pytest.raises(RefusalError, match="another order"):
            list_discussions(alice.viewer, ALL, order, 3, cursor)
    with pytest.raises(RefusalError, match="another order"):
        list_messages(alice.viewer, six[0].pk, 3, cursor)


@pytest.mark.parametrize("first", [-1, 0, 101])
def test_a_page_has_1_to_100_rows(first: int, alice: Player) -> None:
    with pytest.raises(RefusalError, match="between 1 and 100") as refusal:
        list_discussions(alice.viewer, ALL, NEWEST, first)
    assert refusal.value.problems[0].field == "first"


def test_a_whole_page_without_more_says_so(six: list[Discussion], alice: Player) -> None:
    page = list_discussions(alice.viewer, ALL, NEWEST, 6)
    assert len(page.rows) == 6
    assert not page.has_next
    assert list_discussions(alice.viewer, ALL, NEWEST, 6, page.cursors[-1]).rows == []
