"""The light marketplaces of bench.scale speak Mirakl as our connector reads it."""

import json
import multiprocessing
from datetime import UTC, datetime, timedelta

import pytest

from bench.scale.figures import Figures
from bench.scale.marketplaces import Counts, Marketplaces, _thread
from bench.scale.plan import Plan
from bench.scale.told import COLUMNS, columns, row
from bench.scale.window import Most
from guichet.platforms.mirakl.parse import Settings, parse_page

PLAN = Plan(channels=5, interval=60, seconds=10, warm=0, workers=2, answer_ms=0, rate=1.0)


@pytest.fixture
def played() -> Marketplaces:
    context = multiprocessing.get_context("spawn")
    return Marketplaces(PLAN, Counts(context.Value("q", 0), context.Value("q", 0), context.Array("d", 10)))


def test_a_channel_is_told_its_own_threads_and_only_what_changed(played: Marketplaces) -> None:
    played.threads["key-1"].append(_thread())
    path = "/api/inbox/threads?updated_since={:%Y-%m-%dT%H:%M:%SZ}"
    before, after = (path.format(datetime.now(UTC) + timedelta(minutes=m)) for m in (-10, 10))
    (thread,) = parse_page(played.answer(before, "key-1"), Settings()).threads
    assert [message.body[:8] for message in thread.messages] == ["Bonjour,"]
    assert [json.loads(played.answer(*ask))["data"] for ask in ((after, "key-1"), (before, "key-2"))] == [
        [],
        [],
    ]
    assert played.counts.calls.value == 3


def test_figures_are_the_difference_of_two_moments() -> None:
    before = Figures(0.0, 100, 1.0, 1.0, 0.5, 1000, 5, 1_000_000, 2000, 10_000)
    after = Figures(10.0, 450, 3.5, 2.0, 0.75, 2050, 7, 2_000_000, 5500, 360_000)
    told = columns(PLAN, before, after, Most(4.0, 3, 36, 12), (20, 30.0, 55.0, 61.0, 1))
    assert dict(zip(COLUMNS, row(told), strict=True)) == told
    assert (told["polls a second"], told["cores: workers"], told["ms CPU a poll"]) == ("35.0", "0.25", "10.0")
    assert (told["queue rows a poll"], told["transactions a poll"], told["missing"]) == ("3.0", "10.0", "1")
