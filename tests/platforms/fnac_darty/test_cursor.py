"""Where a channel stands, from one page to the next."""

from datetime import UTC, datetime, timedelta

import pytest

from guichet.platforms.fnac_darty.cursor import MOST_SEEN, OVERLAP, QUIET, Cursor
from guichet.platforms.fnac_darty.cursor_text import read_cursor, to_text
from guichet.platforms.fnac_darty.stretches import SECOND, WEEK, Stretch

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LONG_AGO = NOON - timedelta(days=90)


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def back(**span: float) -> datetime:
    return NOON - timedelta(**span)


def test_a_stretch_goes_on_below_its_lowest_change() -> None:
    first = Stretch(LONG_AGO)
    assert (first.high, first.low(NOON, in_weeks=False)) == (None, LONG_AGO)
    second = first.below([back(hours=1), back(hours=2)])
    assert (second.at, second.page) == (back(hours=2), 1)
    assert second.high == back(hours=2) + SECOND


def test_many_changes_of_one_second_are_paged_by_number() -> None:
    there = Stretch(LONG_AGO, back(hours=1))
    again = there.below([back(hours=1)] * 100)
    assert (again.at, again.page) == (back(hours=1), 2)
    assert again.below([back(hours=1), back(hours=2)]) == Stretch(LONG_AGO, back(hours=2))


def test_an_order_that_is_not_kept_is_paged_by_number() -> None:
    assert Stretch(LONG_AGO).below([back(hours=2), back(hours=1)]).page == 2


def test_smaller_pages_begin_at_the_same_place() -> None:
    third = Stretch(LONG_AGO, NOON, page=3)
    finer = third.finer()
    assert finer is not None
    assert (finer.page, finer.size, finer.at) == (21, 10, NOON)
    finest = finer.finer()
    assert finest is not None
    assert (finest.page, finest.size) == (201, 1)
    assert finest.finer() is None


def test_weeks_end_at_the_floor() -> None:
    assert Stretch(LONG_AGO).low(NOON, in_weeks=True) == NOON - WEEK
    assert Stretch(LONG_AGO, LONG_AGO + SECOND).low(NOON, in_weeks=True) == LONG_AGO


def test_the_next_pass_begins_a_quarter_of_an_hour_before_the_newest_change() -> None:
    cursor = Cursor(LONG_AGO).begun(NOON).noted({"a": seconds(back(hours=3)), "b": seconds(back(days=3))})
    done = cursor.finished(NOON, NOON)
    assert done.current is None
    assert done.since == back(hours=3) - OVERLAP
    assert dict(done.seen) == {"a": seconds(back(hours=3))}


def test_without_anything_new_it_begins_where_it_began() -> None:
    assert Cursor(LONG_AGO).begun(NOON).finished(NOON, NOON).since == LONG_AGO
    later = Cursor(back(hours=1)).begun(NOON).noted({"a": seconds(back(hours=1))})
    assert later.finished(NOON, NOON).since == back(hours=1)


def test_a_change_in_the_future_hides_nothing() -> None:
    cursor = Cursor(LONG_AGO).begun(NOON).noted({"a": seconds(NOON + timedelta(days=400))})
    assert cursor.finished(NOON, NOON).since == NOON - OVERLAP


def test_the_clock_here_never_moves_the_position_ahead_of_the_marketplaces() -> None:
    slow = NOON - timedelta(hours=1)
    cursor = Cursor(LONG_AGO).begun(NOON).noted({"a": seconds(slow)})
    assert cursor.finished(slow, NOON).since == slow - OVERLAP


def test_week_by_week_the_position_follows_the_earlier_clock_at_a_distance() -> None:
    cursor = Cursor(LONG_AGO, in_weeks=True).begun(NOON)
    assert cursor.finished(NOON, NOON + WEEK).since == NOON - QUIET


def test_a_broken_first_pass_looks_at_what_is_new_first() -> None:
    begun = Cursor(LONG_AGO).begun(NOON).noted({"a": seconds(NOON)})
    broken = begun.moved(Stretch(LONG_AGO, back(days=2)))
    resumed = read_cursor(to_text(broken), LONG_AGO).begun(NOON)
    assert resumed.current == Stretch(NOON - OVERLAP)
    assert resumed.rest == Stretch(LONG_AGO, back(days=2))
    after = resumed.finished(NOON, NOON)
    assert after.current == Stretch(LONG_AGO, back(days=2))
    assert after.finished(NOON, NOON).current is None


def test_a_pass_broken_twice_forgets_neither_part() -> None:
    cursor = Cursor(
        back(hours=5), top=Stretch(back(hours=5), back(hours=1)), rest=Stretch(LONG_AGO, back(days=2))
    )
    assert cursor.begun(NOON) == cursor
    assert cursor.turned(NOON) == cursor


def test_a_long_backfill_turns_to_what_is_new() -> None:
    cursor = Cursor(back(hours=1), rest=Stretch(LONG_AGO, back(days=2)))
    turned = cursor.turned(NOON)
    assert turned.current == Stretch(back(hours=1))
    assert turned.rest == cursor.rest


def test_only_so_many_messages_are_remembered() -> None:
    cursor = Cursor(LONG_AGO).begun(NOON).noted({f"m{n}": seconds(NOON) for n in range(MOST_SEEN + 10)})
    assert len(cursor.seen) == MOST_SEEN


def test_a_cursor_is_read_as_it_was_written() -> None:
    cursor = Cursor(
        back(hours=1),
        {"a": seconds(NOON)},
        Stretch(back(hours=1), NOON, 3, 10),
        Stretch(LONG_AGO),
        NOON,
        in_weeks=True,
    )
    assert read_cursor(to_text(cursor), LONG_AGO) == cursor


@pytest.mark.parametrize(
    "text", [None, "", "{", "[]", "null", '{"since": 5}', '{"top": {"floor": "x"}}', '{"seen": {"a": "b"}}']
)
def test_what_cannot_be_read_begins_again(text: str | None) -> None:
    assert read_cursor(text, LONG_AGO) == Cursor(LONG_AGO)
