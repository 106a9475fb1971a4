from datetime import UTC, datetime, timedelta, timezone

import pytest

from guichet.platforms.mirakl.cursor import OVERLAP, Cursor, wire_moment

SINCE = datetime(2026, 11, 20, 8, tzinfo=UTC)
STARTED = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_cursor_survives_being_kept() -> None:
    inside = Cursor(SINCE, STARTED, "token")
    between = Cursor(SINCE)
    assert Cursor.read(inside.to_json(), STARTED) == inside
    assert Cursor.read(between.to_json(), STARTED) == between


@pytest.mark.parametrize(
    "kept", [None, "", "{}", "[]", "no json", '{"since":1}', '{"since":null,"page_token":"x"}']
)
def test_what_cannot_be_read_begins_again(kept: str | None) -> None:
    assert Cursor.read(kept, SINCE) == Cursor(SINCE)


def test_a_token_without_the_beginning_of_its_pass_is_not_used() -> None:
    # Without it nobody would know where the next pass has to begin.
    assert Cursor.read('{"since":"2026-11-20T08:00:00Z","page_token":"x"}', STARTED) == Cursor(SINCE)


def test_the_next_pass_begins_before_this_one_did() -> None:
    cursor = Cursor(SINCE, STARTED)
    assert cursor.onward("more") == Cursor(SINCE, STARTED, "more")
    assert cursor.onward(None) == Cursor(STARTED - OVERLAP)


def test_moments_travel_in_utc_without_a_plus() -> None:
    paris = timezone(timedelta(hours=1))
    assert wire_moment(datetime(2026, 11, 23, 10, 30, 15, 999, tzinfo=paris)) == "2026-11-23T09:30:15Z"
