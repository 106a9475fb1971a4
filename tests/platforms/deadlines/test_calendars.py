"""Clock changes, weekends and Swedish holidays: deadlines on the days where they go wrong."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.platforms.deadlines import Calendar, later
from guichet.platforms.deadlines.calendars import STOCKHOLM, is_working_day

PARIS = ZoneInfo("Europe/Paris")
MOMENTS = st.integers(946_684_800, 4_102_444_800).map(lambda second: datetime.fromtimestamp(second, UTC))
SPANS = st.timedeltas(timedelta(), timedelta(days=40))
SWEDEN = Calendar.SWEDISH_WORKING_DAYS


def at(text: str, zone: ZoneInfo = STOCKHOLM) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def hours(number: int) -> timedelta:
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        # The last Sunday of March 2026 has 23 hours: the same clock time comes an hour early.
        ("2026-03-28T12:00", "2026-03-29T13:00"),
        # The last Sunday of October 2026 has 25 hours.
        ("2026-10-24T12:00", "2026-10-25T11:00"),
        # A weekend and a holiday count like any other day.
        ("2026-12-24T18:30", "2026-12-25T18:30"),
    ],
)
def test_every_day_counts_real_hours(since: str, due: str) -> None:
    for zone in (PARIS, STOCKHOLM):
        assert later(at(since, zone), hours(24), Calendar.EVERY_DAY) == at(due, zone)


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS)
    second = first.replace(fold=1)
    due = [later(moment, hours(24), Calendar.EVERY_DAY) for moment in (first, second)]
    assert due[1] - due[0] == hours(1)


@pytest.mark.parametrize(
    ("since", "span", "due"),
    [
        ("2026-11-23T09:00", 24, "2026-11-24T09:00"),
        # Opened on Friday at 23:59: one minute of Friday counts.
        ("2026-11-20T23:59", 24, "2026-11-23T23:59"),
        ("2026-11-18T23:59", 24, "2026-11-19T23:59"),
        # On Saturday and on Sunday nothing counts before Monday.
        ("2026-11-21T00:00", 24, "2026-11-24T00:00"),
        ("2026-11-22T23:59", 24, "2026-11-24T00:00"),
        # To the very end of a Friday.
        ("2026-11-19T00:00", 48, "2026-11-21T00:00"),
        ("2026-11-19T12:00", 72, "2026-11-24T12:00"),
        # Clocks change on a Sunday, which does not count.
        ("2026-03-27T12:00", 24, "2026-03-30T12:00"),
        ("2026-10-23T12:00", 24, "2026-10-26T12:00"),
        # Midsummer Day is a Saturday; its eve, a Friday, is no holiday of the law.
        ("2026-06-18T15:00", 24, "2026-06-19T15:00"),
        ("2026-06-19T15:00", 24, "2026-06-22T15:00"),
        # Christmas 2026: Friday the 25th, then a weekend.
        ("2026-12-23T10:00", 24, "2026-12-24T10:00"),
        ("2026-12-24T10:00", 24, "2026-12-28T10:00"),
        # Christmas 2025: Thursday and Friday, then a weekend; then a new year's Thursday.
        ("2025-12-24T20:00", 72, "2025-12-31T20:00"),
        ("2025-12-31T20:00", 24, "2026-01-02T20:00"),
        # Easter: Good Friday and Monday around a weekend.
        ("2026-04-02T08:00", 24, "2026-04-07T08:00"),
        # The National Day of 2025 was a Friday.
        ("2025-06-05T12:00", 24, "2025-06-09T12:00"),
    ],
)
def test_days_that_do_not_count_in_sweden_are_left_out(since: str, span: int, due: str) -> None:
    assert later(at(since), hours(span), SWEDEN) == at(due)


def test_a_day_is_stockholms_whatever_the_zone_of_the_moment() -> None:
    # 23:30 in London on Friday is Saturday in Stockholm.
    assert later(datetime(2026, 1, 23, 23, 30, tzinfo=UTC), hours(24), SWEDEN) == at("2026-01-27T00:00")


@given(MOMENTS, SPANS, st.sampled_from(Calendar))
def test_a_deadline_never_lies_before_its_beginning(since: datetime, span: timedelta, on: Calendar) -> None:
    assert later(since, span, on) >= since + span


@given(MOMENTS, st.timedeltas(timedelta(), timedelta(days=9)), SPANS, st.sampled_from(Calendar))
def test_who_asks_later_is_never_due_earlier(
    since: datetime, more: timedelta, span: timedelta, on: Calendar
) -> None:
    assert later(since, span, on) <= later(since + more, span, on)


@given(MOMENTS, SPANS, SPANS, st.sampled_from(Calendar))
def test_more_time_never_ends_earlier(
    since: datetime, span: timedelta, more: timedelta, on: Calendar
) -> None:
    assert later(since, span, on) <= later(since, span + more, on)


@given(MOMENTS, st.timedeltas(timedelta(seconds=1), timedelta(days=9)))
def test_a_swedish_deadline_ends_in_a_day_that_counts(since: datetime, span: timedelta) -> None:
    last = later(since, span, SWEDEN) - timedelta(microseconds=1)
    assert is_working_day(last.astimezone(STOCKHOLM).date())
