"""The clock of a discussion through ingests: what starts it, what keeps it still."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.actions.waive_answer import waive_answer
from guichet.inbox.ingest import ingest_threads
from guichet.inbox.models import Discussion
from guichet.inbox.models import Message as Stored
from guichet.platforms.port import Message, Participant, Thread
from guichet.platforms.words import DiscussionType, ParticipantKind
from tests.cast import Company, Player
from tests.inbox.queries.rows import channel_in, message_in

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
# A Monday, long ago: nothing that is waived now is younger.
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
LINA = Participant(ParticipantKind.CUSTOMER, "Lina")
STAFF = Participant(ParticipantKind.MARKETPLACE, "Service")
SHOP = Participant(ParticipantKind.MERCHANT, "Lumen")


def said(number: int, at: datetime, author: Participant = LINA, **more: Any) -> Message:
    return Message(f"m{number}", author, (ParticipantKind.MERCHANT,), f"Message {number}", at, **more)


def thread(*messages: Message, since: datetime | None, **more: Any) -> Thread:
    return Thread(
        marketplace_id="t1", type=DiscussionType.ORDER, subject="Où est-il ?", participants=(LINA, SHOP),
        possible_recipients=(LINA,), created_at=MONDAY, updated_at=messages[-1].sent_at,
        message_count=len(messages), messages=messages, needs_reply_since=since, **more,
    )  # fmt: skip


def after(channel: Channel, read: Thread) -> Discussion:
    ingest_threads(channel, [read])
    return Discussion.objects.get()


@pytest.fixture
def amazon(lumen: Company, alice: Player) -> Channel:
    return channel_in(lumen.store, "amazon-fr")


@pytest.fixture
def mirakl(lumen: Company, alice: Player) -> Channel:
    return channel_in(lumen.store, "mirakl-auchan")


@pytest.fixture
def cdon(lumen: Company, alice: Player) -> Channel:
    return channel_in(lumen.store, "cdon-se")


def test_the_deadline_is_kept_on_the_row(amazon: Channel) -> None:
    row = after(amazon, thread(said(1, MONDAY), since=MONDAY))
    assert (row.needs_reply_since, row.reply_due_at) == (MONDAY, MONDAY + 24 * HOUR)
    row = after(amazon, thread(said(1, MONDAY), said(2, MONDAY + HOUR, SHOP), since=None))
    assert (row.needs_reply_since, row.reply_due_at) == (None, None)


def test_an_accepted_reply_that_is_not_shown_yet_keeps_it_still(mirakl: Channel) -> None:
    """Fnac and Rakuten give no id back and show a reply some minutes later."""
    read = thread(said(1, MONDAY), since=MONDAY)
    row = after(mirakl, read)
    reply = message_in(
        row, "Elle part.", author_kind="MERCHANT", delivery="SENT", attempted_at=timezone.now(),
        answers_since=MONDAY, sent_at=timezone.now(),
    )  # fmt: skip
    assert after(mirakl, read).needs_reply_since is None
    newer = MONDAY + HOUR
    assert after(mirakl, replace(read, needs_reply_since=newer)).needs_reply_since == newer
    # It has had its time: from now on the marketplace knows better.
    Stored.objects.filter(id=reply.pk).update(attempted_at=timezone.now() - HOUR)
    assert after(mirakl, read).needs_reply_since == MONDAY


def test_where_no_limit_is_known_nothing_is_due(mirakl: Channel) -> None:
    row = after(mirakl, thread(said(1, MONDAY), since=MONDAY))
    assert (row.needs_reply_since, row.reply_due_at) == (MONDAY, None)


def test_a_deadline_that_the_marketplace_tells_is_kept_as_its_word(mirakl: Channel) -> None:
    told = MONDAY + 50 * HOUR
    row = after(mirakl, thread(said(1, MONDAY), since=MONDAY, reply_due_at=told))
    assert (row.reply_due_at, row.marketplace_due_at) == (told, told)


@pytest.mark.parametrize("place", ["amazon-fr", "mirakl-auchan"])
def test_an_own_time_counts_where_it_is_stricter_and_where_none_is_known(
    lumen: Company, alice: Player, place: str
) -> None:
    channel = channel_in(lumen.store, place)
    Channel.objects.update(reply_within=8 * HOUR)
    # The channel in hand does not know it yet, like that of a synchronisation that runs for long.
    assert after(channel, thread(said(1, MONDAY), since=MONDAY)).reply_due_at == MONDAY + 8 * HOUR


def test_a_running_case_has_more_time_at_cdon(cdon: Channel) -> None:
    first = thread(said(1, MONDAY), since=MONDAY)
    assert after(cdon, first).reply_due_at == MONDAY + 24 * HOUR
    again = MONDAY + 5 * HOUR
    # Mail tells the newest message alone: that the merchant has answered is known from the rows.
    after(cdon, replace(first, messages=(said(2, MONDAY + HOUR, SHOP),), needs_reply_since=None))
    row = after(cdon, replace(first, messages=(said(3, again),), needs_reply_since=again))
    assert row.reply_due_at == again + 72 * HOUR


def test_a_case_that_the_merchant_answered_elsewhere_is_running_when_first_read(cdon: Channel) -> None:
    asked = MONDAY + 2 * HOUR
    read = thread(said(1, MONDAY), said(2, MONDAY + HOUR, SHOP), said(3, asked), since=asked)
    assert after(cdon, read).reply_due_at == asked + 72 * HOUR


def test_what_is_waived_stays_so_when_it_is_read_again(mirakl: Channel, alice: Player) -> None:
    read = thread(said(1, MONDAY), since=MONDAY)
    waive_answer(alice.viewer, [after(mirakl, read).pk], waived=True)
    row = after(mirakl, read)
    assert (row.needs_reply_since, row.waived_since) == (None, MONDAY)
    # Edited there: the same message with other words, read as changed.
    row = after(mirakl, replace(read, updated_at=MONDAY + HOUR, messages=(said(1, MONDAY, original="x"),)))
    assert (row.needs_reply_since, row.waived_since) == (None, MONDAY)


def test_a_new_message_starts_the_clock_at_itself(mirakl: Channel, alice: Player) -> None:
    first, second = said(1, MONDAY), said(2, MONDAY + 2 * HOUR)
    waive_answer(alice.viewer, [after(mirakl, thread(first, since=MONDAY)).pk], waived=True)
    # Mirakl goes on to tell the first message that its shop has not answered.
    for _ in range(2):
        row = after(mirakl, thread(first, second, since=MONDAY))
        assert (row.needs_reply_since, row.waived_since) == (second.sent_at, None)
    waive_answer(alice.viewer, [row.pk], waived=True)
    row = after(mirakl, thread(first, second, since=MONDAY))
    assert (row.needs_reply_since, row.waived_since) == (None, MONDAY)


def test_a_moment_that_the_marketplace_tells_anew_starts_the_clock(mirakl: Channel, alice: Player) -> None:
    first = said(1, MONDAY)
    row = after(mirakl, thread(first, since=MONDAY))
    waive_answer(alice.viewer, [row.pk], waived=True)
    row.refresh_from_db()
    assert row.answer_waived_at is not None
    later = row.answer_waived_at + HOUR
    row = after(mirakl, thread(first, since=later))
    assert (row.needs_reply_since, row.answer_waived_at, row.waived_since) == (later, None, None)


@pytest.mark.parametrize("quiet", [said(2, MONDAY + HOUR, STAFF, asks=False), said(2, MONDAY + HOUR, SHOP)])
def test_what_asks_for_nothing_does_not(mirakl: Channel, alice: Player, quiet: Message) -> None:
    first = said(1, MONDAY)
    waive_answer(alice.viewer, [after(mirakl, thread(first, since=MONDAY)).pk], waived=True)
    row = after(mirakl, thread(first, quiet, since=MONDAY))
    assert (row.needs_reply_since, row.waived_since) == (None, MONDAY)


def test_an_older_message_that_is_read_late_does_not(mirakl: Channel, alice: Player) -> None:
    """A long thread, of which only the newest message was there."""
    newest, older = said(2, MONDAY + HOUR), said(1, MONDAY)
    part = replace(thread(newest, since=MONDAY), message_count=2)
    waive_answer(alice.viewer, [after(mirakl, part).pk], waived=True)
    row = after(mirakl, thread(older, newest, since=MONDAY))
    assert (row.message_count, row.needs_reply_since) == (2, None)


def test_an_answer_given_elsewhere_ends_the_waiver_too(mirakl: Channel, alice: Player) -> None:
    first, answer = said(1, MONDAY), said(2, MONDAY + HOUR, SHOP)
    waive_answer(alice.viewer, [after(mirakl, thread(first, since=MONDAY)).pk], waived=True)
    row = after(mirakl, thread(first, answer, since=None))
    assert (row.needs_reply_since, row.answer_waived_at, row.waived_since) == (None, None, None)


def test_history_that_awaits_nothing_arrives_read(mirakl: Channel) -> None:
    """As an import brings it: whoever switches a marketplace on is not given its past to read."""
    notice = said(2, MONDAY + HOUR, STAFF, asks=False)
    past = after(mirakl, thread(said(1, MONDAY, SHOP), notice, since=None))
    assert (past.is_read, past.status) == (True, "OPEN")


@pytest.mark.parametrize(
    ("days", "is_awaited"), [(29, False), (200, True)], ids=["younger than 30 days", "awaiting an answer"]
)
def test_what_is_young_or_awaits_an_answer_arrives_unread(
    mirakl: Channel, days: int, is_awaited: bool
) -> None:
    at = timezone.now() - timedelta(days=days)
    met = after(mirakl, thread(said(1, at), since=at if is_awaited else None))
    assert not met.is_read


def test_something_new_in_an_old_thread_is_unread(mirakl: Channel) -> None:
    after(mirakl, thread(said(1, MONDAY), since=None))
    again = after(mirakl, thread(said(1, MONDAY), said(2, MONDAY + HOUR), since=None))
    assert not again.is_read
