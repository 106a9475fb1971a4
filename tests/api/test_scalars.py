"""Times are in UTC, money is exact."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from graphql import GraphQLError

from guichet.api.scalars import read_money, read_time, show_money, show_time


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Decimal("25.0000"), "25.00"), (Decimal(25), "25.00"), ("12.5", "12.50"), ("0.125", "0.125"),
        ("1E+3", "1000.00"), ("-3.10", "-3.10"), ("0", "0.00"),
        ("99999999999999.9999", "99999999999999.9999"), ("100", "100.00"),
    ],
)  # fmt: skip
def test_money(amount: Decimal | str, shown: str) -> None:
    assert show_money(amount) == shown


def test_times_are_shown_in_utc() -> None:
    summer = datetime(2026, 7, 1, 12, 0, 0, 250_000, tzinfo=timezone(timedelta(hours=2)))
    assert show_time(summer) == "2026-07-01T10:00:00.250000Z"


@pytest.mark.parametrize(
    "text", ["2026-07-01T10:00:00Z", "2026-07-01T12:00:00+02:00", "2026-07-01T10:00:00.000Z"]
)
def test_times_are_read_with_any_offset(text: str) -> None:
    assert read_time(text) == datetime(2026, 7, 1, 10, tzinfo=UTC)


OTHER_TIMES = (
    "2026-07-01T10:00:00", "", "now", None, 5, "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:00:00-02:00",
)  # fmt: skip


@pytest.mark.parametrize("text", OTHER_TIMES)
def test_other_times_are_refused(text: object) -> None:
    with pytest.raises(GraphQLError):
        read_time(text)


def test_money_that_is_none_is_refused() -> None:
    assert read_money("12.30") == Decimal("12.30")
    with pytest.raises(GraphQLError, match="not a decimal"):
        read_money("twelve")
