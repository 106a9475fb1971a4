"""The marketplace's word, its limit and the seller's own: the earliest counts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.platforms.catalogue import marketplaces
from guichet.platforms.deadlines import Calendar, Terms, limit_of, limits

FRIDAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("code", "is_running", "due"),
    [
        ("amazon-fr", False, FRIDAY + 24 * HOUR),
        ("amazon-us", True, FRIDAY + 24 * HOUR),
        ("darty-fr", False, FRIDAY + 72 * HOUR),
        # Friday's rest and Monday's beginning; then as much again, twice.
        ("cdon-se", False, FRIDAY + 72 * HOUR),
        ("cdon-fi", True, FRIDAY + 120 * HOUR),
        ("rakuten-fr", False, None),
        ("fnac-fr", False, None),
        ("mirakl-auchan", False, None),
        ("nobody-knows", False, None),
    ],
)
def test_the_limit_of_a_marketplace(code: str, is_running: bool, due: datetime | None) -> None:
    assert Terms.of(code, None).due_at(FRIDAY, is_running=is_running) == due


def test_what_is_not_awaited_is_not_due() -> None:
    assert Terms.of("amazon-fr", HOUR).due_at(None, told=FRIDAY) is None


def test_the_word_of_the_marketplace_counts_where_there_is_no_limit() -> None:
    told = FRIDAY + 100 * HOUR
    assert Terms.of("rakuten-fr", None).due_at(FRIDAY, told=told) == told
    assert Terms.of("rakuten-fr", 4 * HOUR).due_at(FRIDAY, told=told) == FRIDAY + 4 * HOUR


def test_an_own_time_that_is_stricter_counts_and_a_looser_one_does_not() -> None:
    assert Terms.of("amazon-fr", 8 * HOUR).due_at(FRIDAY) == FRIDAY + 8 * HOUR
    assert Terms.of("amazon-fr", 40 * HOUR).due_at(FRIDAY) == FRIDAY + 24 * HOUR
    assert Terms.of("mirakl-auchan", 48 * HOUR).due_at(FRIDAY) == FRIDAY + 48 * HOUR


def test_an_own_time_is_counted_in_the_calendar_of_the_marketplace() -> None:
    evening = datetime(2026, 11, 20, 22, tzinfo=UTC)
    assert Terms.of("cdon-se", 4 * HOUR).due_at(evening) == datetime(2026, 11, 23, 2, tzinfo=UTC)


def test_the_end_of_time_has_no_deadline() -> None:
    for code in ("amazon-fr", "cdon-se"):
        assert Terms.of(code, None).due_at(datetime.max.replace(tzinfo=UTC)) is None


@given(
    st.integers(946_684_800, 4_102_444_800).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.none() | st.timedeltas(HOUR, 720 * HOUR),
    st.timedeltas(timedelta(), 300 * HOUR),
    st.sampled_from([limit.marketplace for limit in limits()] + ["mirakl-other"]),
    st.booleans(),
)
def test_due_is_after_since_and_grows_with_it(
    since: datetime, own: timedelta | None, more: timedelta, code: str, is_running: bool
) -> None:
    terms = Terms.of(code, own)
    first, second = (terms.due_at(moment, is_running=is_running) for moment in (since, since + more))
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert since < first <= second


def test_the_data_is_whole() -> None:
    for limit in limits():
        assert [entry for entry in marketplaces() if limit_of(entry.code) is limit], limit
        assert (limit.hours is None) == (limit.calendar is Calendar.TOLD)
        assert limit.running_hours is None or limit.hours is not None
        assert limit.where
        assert limit.source.startswith("https://") or not limit.source
        assert date(2026, 1, 1) < limit.quoted_on


def test_every_amazon_and_every_cdon_has_its_limit() -> None:
    for entry in marketplaces():
        limit = limit_of(entry.code)
        if entry.code.startswith("amazon-"):
            assert (limit and limit.words) == "24 hours, every day counted"
        if entry.code.startswith("cdon-"):
            assert limit is not None
            assert limit.longest == 72
