"""Clocks differ, and twice a year an hour is missing or comes twice."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.connectors.asking import answer_to, pull, read
from tests.connectors.rehearsal import Rehearsal

PARIS = ZoneInfo("Europe/Paris")
HOUR = timedelta(hours=1)
# Local times around the change, by the marketplaces' own clock; each moment is sure.
SPRING = [datetime(2026, 3, 29, hour, minute, tzinfo=PARIS) for hour, minute in ((1, 58), (3, 1), (4, 30))]
AUTUMN = [datetime(2026, 10, 25, hour, minute, tzinfo=PARIS) for hour, minute in ((1, 58), (3, 1), (4, 30))]
# The hour that comes twice: half past two, and an hour later half past two again.
TWICE = [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)]


@pytest.mark.parametrize("ahead", [HOUR, -HOUR, timedelta(days=1)])
def test_a_clock_that_is_off_loses_nothing(rehearsal: Rehearsal, ahead: timedelta) -> None:
    rehearsal.ahead = ahead
    first = rehearsal.write("Un")
    pulled = pull(rehearsal.connector())
    second = rehearsal.write("Deux")
    rehearsal.write("Encore un", thread=first)
    pulled.pull(rehearsal.connector()).pull(rehearsal.connector())
    assert set(pulled.threads) == {first, second}
    assert [m.body for m in pulled.threads[first].messages] == ["Un", "Encore un"]


@pytest.mark.parametrize("ahead", [HOUR, -HOUR])
def test_a_clock_that_is_off_keeps_the_marketplaces_moments(rehearsal: Rehearsal, ahead: timedelta) -> None:
    rehearsal.ahead = ahead
    thread = read(rehearsal.connector(), rehearsal.write("Un"))
    rehearsal.connector().send(answer_to(thread, "Deux"))
    messages = read(rehearsal.connector(), thread.marketplace_id).messages
    assert [m.body for m in messages] == ["Un", "Deux"]
    assert all(abs(m.sent_at - datetime.now(UTC)) < timedelta(minutes=2) for m in messages)


@pytest.mark.parametrize("moments", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_days_on_which_clocks_change(rehearsal: Rehearsal, moments: list[datetime]) -> None:
    thread_id = rehearsal.say([(f"Message {n}", at) for n, at in enumerate(moments)])
    messages = read(rehearsal.connector(), thread_id).messages
    assert [m.body for m in messages] == ["Message 0", "Message 1", "Message 2"]
    assert [m.sent_at for m in messages] == [at.astimezone(UTC) for at in moments]


def test_in_the_hour_that_comes_twice_the_order_stays(rehearsal: Rehearsal) -> None:
    thread_id = rehearsal.say([("Avant", TWICE[0]), ("Après", TWICE[1])])
    messages = read(rehearsal.connector(), thread_id).messages
    assert [m.body for m in messages] == ["Avant", "Après"]
    assert all(abs(m.sent_at - at) <= HOUR for m, at in zip(messages, TWICE, strict=True))
