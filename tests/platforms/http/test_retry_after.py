from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.platforms.http.retry_after import LONGEST, retry_after

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("30", timedelta(seconds=30)),
        (" 0 ", timedelta(0)),
        ("999999999999999999999", LONGEST),
        ("Mon, 23 Nov 2026 12:01:30 GMT", timedelta(seconds=90)),
        ("Mon, 23 Nov 2026 12:01:30", timedelta(seconds=90)),
        ("Mon, 23 Nov 2026 11:00:00 GMT", timedelta(0)),
        ("Mon, 23 Nov 2099 11:00:00 GMT", LONGEST),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
        (None, None),
        ("٣", None),
    ],
)
def test_the_wait_of_a_header(value: str | None, expected: timedelta | None) -> None:
    assert retry_after(value, NOW) == expected


@given(st.text())
def test_it_never_raises_and_never_silences_a_channel(value: str) -> None:
    wait = retry_after(value, NOW)
    assert wait is None or timedelta(0) <= wait <= LONGEST
