from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.platforms.rakuten_fr.moments import add_working_days, moment, next_full_hour
from guichet.platforms.rakuten_fr.settings import PARIS
from sandbox.rakuten_fr.dates import written

MOMENTS = st.integers(1_300_000_000, 3_700_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("20/11/2026-09:12", datetime(2026, 11, 20, 8, 12, tzinfo=UTC)),
        (" 20/07/2026-09:12 ", datetime(2026, 7, 20, 7, 12, tzinfo=UTC)),
        ("20/07/2026-09:12:44", datetime(2026, 7, 20, 7, 12, tzinfo=UTC)),
        ("29/03/2026-02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("2026-11-20 09:12", None),
        ("31/02/2026-09:12", None),
        ("20/11/2026-25:00", None),
        ("01/01/0001-00:00", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_are_french_and_of_paris(text: str | None, found: datetime | None) -> None:
    assert moment(text, PARIS, LATER) == found


def test_the_hour_that_comes_twice_is_not_taken_from_the_future() -> None:
    text, first = "25/10/2026-02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment(text, PARIS, first + timedelta(minutes=1)) == first
    assert moment(text, PARIS, first + timedelta(hours=1)) == first + timedelta(hours=1)


def test_another_zone_can_be_set() -> None:
    assert moment("20/11/2026-09:12", ZoneInfo("UTC"), LATER) == datetime(2026, 11, 20, 9, 12, tzinfo=UTC)


@given(MOMENTS)
def test_what_the_marketplace_writes_is_read_to_the_minute(when: datetime) -> None:
    read = moment(written(when), PARIS, when)
    assert read is not None
    assert abs(when - read) < timedelta(minutes=1) or when - read == timedelta(hours=1)


def test_an_own_reply_never_seems_older_than_its_sending() -> None:
    sent = datetime(2026, 10, 25, 1, 15, 40, tzinfo=UTC)
    read = moment(written(sent), PARIS, sent + timedelta(minutes=2))
    assert read == sent.replace(second=0)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-20T08:12", "2026-11-25T08:12"),
        ("2026-11-23T08:12", "2026-11-26T08:12"),
        ("2026-11-21T08:12", "2026-11-25T08:12"),
        ("2026-10-23T07:12", "2026-10-28T08:12"),
    ],
)
def test_weekends_are_no_working_days_and_the_time_of_day_stays(start: str, end: str) -> None:
    begin, due = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end))
    assert add_working_days(begin, 3, PARIS) == due


def test_the_hour_ends_at_the_full_hour() -> None:
    assert next_full_hour(datetime(2026, 11, 23, 9, 59, 30, tzinfo=UTC)) == timedelta(seconds=30)
    assert next_full_hour(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) == timedelta(hours=1)
