"""What people do to clocks: no answer needed, and a time of their own."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.set_reply_within import set_reply_within
from guichet.inbox.actions.waive_answer import waive_answer
from guichet.inbox.models import Discussion
from tests.cast import Company, Player
from tests.inbox.queries.rows import channel_in, discussion_in, message_in

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
# Friday, nine o'clock in Stockholm.
FRIDAY = datetime(2026, 3, 6, 8, tzinfo=UTC)


@pytest.fixture
def amazon(lumen: Company, alice: Player) -> Channel:
    return channel_in(lumen.store, "amazon-fr")


def waiting_in(channel: Channel, **values: Any) -> Discussion:
    defaults: dict[str, Any] = {"needs_reply_since": FRIDAY, "reply_due_at": FRIDAY + 24 * HOUR}
    return discussion_in(channel, **defaults | values)


def test_no_answer_needed_stops_the_clock_and_undo_lets_it_go_on(alice: Player, amazon: Channel) -> None:
    first, second = waiting_in(amazon), waiting_in(amazon)
    ids = [first.pk, second.pk]
    assert waive_answer(alice.viewer, ids, waived=True) == ids
    for row in Discussion.objects.all():
        assert (row.needs_reply_since, row.reply_due_at, row.waived_since) == (None, None, FRIDAY)
        assert row.answer_waived_at is not None
    waive_answer(alice.viewer, [first.pk], waived=False)
    first.refresh_from_db()
    assert (first.needs_reply_since, first.reply_due_at) == (FRIDAY, FRIDAY + 24 * HOUR)
    assert (first.answer_waived_at, first.waived_since) == (None, None)
    second.refresh_from_db()
    assert second.waived_since == FRIDAY


def test_undo_counts_by_the_terms_of_now(alice: Player, amazon: Channel) -> None:
    row = waiting_in(amazon)
    waive_answer(alice.viewer, [row.pk], waived=True)
    set_reply_within(alice.viewer, amazon.pk, 4)
    waive_answer(alice.viewer, [row.pk], waived=False)
    row.refresh_from_db()
    assert row.reply_due_at == FRIDAY + 4 * HOUR


def test_what_awaits_nothing_is_left_alone(alice: Player, amazon: Channel) -> None:
    row = discussion_in(amazon)
    for waived in (True, False):
        assert waive_answer(alice.viewer, [row.pk], waived=waived) == [row.pk]
        row.refresh_from_db()
        assert (row.needs_reply_since, row.answer_waived_at, row.waived_since) == (None, None, None)


def test_it_is_for_all_or_none_and_for_nobody_else(
    alice: Player, bob: Player, charlie: Player, rita: Player, amazon: Channel
) -> None:
    row = waiting_in(amazon)
    acts: list[tuple[Viewer, list[object], ErrorCode]] = [
        (alice.viewer, [row.pk, uuid4()], ErrorCode.NOT_FOUND),
        (bob.viewer, [row.pk], ErrorCode.NOT_FOUND),
        (charlie.viewer, [row.pk], ErrorCode.NOT_FOUND),
        (rita.viewer, [row.pk], ErrorCode.FORBIDDEN),
    ]
    for viewer, ids, code in acts:
        with pytest.raises(RefusalError) as refusal:
            waive_answer(viewer, ids, waived=True)  # type: ignore[arg-type]
        assert refusal.value.problems[0].code is code
    row.refresh_from_db()
    assert row.needs_reply_since == FRIDAY


def test_a_channels_own_time_is_put_on_all_that_waits(alice: Player, amazon: Channel, lumen: Company) -> None:
    row, old = waiting_in(amazon), waiting_in(amazon, needs_reply_since=FRIDAY - 9 * HOUR)
    calm = discussion_in(amazon)
    other = waiting_in(channel_in(lumen.store, "amazon-de", "2"))
    channel = set_reply_within(alice.viewer, amazon.pk, 8)
    assert channel.reply_within == 8 * HOUR
    for each, due in (
        (row, FRIDAY + 8 * HOUR),
        (old, FRIDAY - HOUR),
        (calm, None),
        (other, FRIDAY + 24 * HOUR),
    ):
        each.refresh_from_db()
        assert each.reply_due_at == due
    assert set_reply_within(alice.viewer, amazon.pk, None).reply_within is None
    row.refresh_from_db()
    assert row.reply_due_at == FRIDAY + 24 * HOUR


def test_many_are_recomputed_in_batches(
    alice: Player, amazon: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guichet.inbox.deadlines.BATCH", 2)
    for number in range(5):
        waiting_in(amazon, needs_reply_since=FRIDAY + number * HOUR)
    set_reply_within(alice.viewer, amazon.pk, 2)
    rows = Discussion.objects.order_by("needs_reply_since")
    assert [row.reply_due_at for row in rows] == [FRIDAY + n * HOUR + 2 * HOUR for n in range(5)]


def test_the_word_of_the_marketplace_comes_back(alice: Player, lumen: Company) -> None:
    rakuten = channel_in(lumen.store, "rakuten-fr")
    told = FRIDAY + 60 * HOUR
    row = waiting_in(rakuten, reply_due_at=told, marketplace_due_at=told)
    for hours, due in ((10, FRIDAY + 10 * HOUR), (100, told), (None, told)):
        set_reply_within(alice.viewer, rakuten.pk, hours)
        row.refresh_from_db()
        assert row.reply_due_at == due


def test_cdon_counts_its_calendar_and_knows_what_runs(alice: Player, lumen: Company) -> None:
    cdon = channel_in(lumen.store, "cdon-se")
    new, running = waiting_in(cdon), waiting_in(cdon)
    message_in(running, "Hej", author_kind="MERCHANT", sent_at=FRIDAY - HOUR)
    failed = waiting_in(cdon)
    message_in(failed, "Hej", author_kind="MERCHANT", delivery="FAILED", sent_at=FRIDAY - HOUR)
    set_reply_within(alice.viewer, cdon.pk, 48)
    for row, days in ((new, 3), (running, 4), (failed, 3)):
        row.refresh_from_db()
        assert row.reply_due_at == FRIDAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("place", "hours"), [("amazon-fr", 25), ("cdon-se", 73), ("darty-fr", 0), ("nowhere", 721)]
)
def test_hours_that_cannot_be_are_refused(alice: Player, lumen: Company, place: str, hours: int) -> None:
    channel = channel_in(lumen.store, place)
    with pytest.raises(RefusalError) as refusal:
        set_reply_within(alice.viewer, channel.pk, hours)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.field) == (ErrorCode.INVALID, "replyWithinHours")
    channel.refresh_from_db()
    assert channel.reply_within is None


def test_the_refusal_says_what_the_marketplace_gives(alice: Player, amazon: Channel) -> None:
    with pytest.raises(RefusalError) as refusal:
        set_reply_within(alice.viewer, amazon.pk, 48)
    text = "Amazon France gives 24 hours to answer in; choose 24 or fewer."
    assert refusal.value.problems[0].message == text


def test_only_who_manages_the_store_sets_it(
    bob: Player, charlie: Player, rita: Player, amazon: Channel
) -> None:
    cases: list[tuple[Callable[[], Viewer], ErrorCode]] = [
        (lambda: bob.viewer, ErrorCode.NOT_FOUND),
        (lambda: charlie.viewer, ErrorCode.FORBIDDEN),
        (lambda: rita.viewer, ErrorCode.FORBIDDEN),
    ]
    for who, code in cases:
        with pytest.raises(RefusalError) as refusal:
            set_reply_within(who(), amazon.pk, 2)
        assert refusal.value.problems[0].code is code
