from datetime import UTC, datetime

import pytest

from guichet.platforms.fields import Fields
from guichet.platforms.fnac_darty.moments import moment, wire_moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-23T10:41:07+01:00", datetime(2026, 11, 23, 9, 41, 7, tzinfo=UTC)),
        ("2026-07-01T00:30:00+02:00", datetime(2026, 6, 30, 22, 30, tzinfo=UTC)),
        ("2026-11-23T9:41:07Z", datetime(2026, 11, 23, 9, 41, 7, tzinfo=UTC)),
        ("2026-11-23T10:41:07.123+01:00", datetime(2026, 11, 23, 9, 41, 7, 123000, tzinfo=UTC)),
        # Without an offset: French time, winter and summer.
        ("2026-11-23T10:41:07", datetime(2026, 11, 23, 9, 41, 7, tzinfo=UTC)),
        ("2026-07-01 10:00:00", datetime(2026, 7, 1, 8, 0, tzinfo=UTC)),
        # The hour that comes twice in October is told apart by its offset.
        ("2026-10-25T02:30:00+02:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T02:30:00+01:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("", None),
        ("demain", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("2026-13-45T00:00:00Z", None),
    ],
)
def test_moments(text: str, expected: datetime | None) -> None:
    assert moment(Fields({"at": text}), "at") == expected


def test_on_the_wire_a_moment_has_an_offset_in_figures() -> None:
    assert wire_moment(datetime(2026, 11, 23, 9, 5, 7, 999, tzinfo=UTC)) == "2026-11-23T09:05:07+00:00"
