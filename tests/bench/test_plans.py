"""The hot queries are answered from indexes: plans are checked, times never."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import pytest
from django.db import connection

from bench.data.threads import threads
from bench.data.world import World
from bench.measure.plans import Node, most_sorted, nodes_of, plan_of, summary, tables_read_whole
from bench.measure.statements import Statement, statements_of
from bench.work.questions import filters, searches
from guichet.accounts.models import Channel
from guichet.accounts.scope import within
from guichet.accounts.viewer import Viewer
from guichet.config.postgres.role import behind_wall
from guichet.inbox.actions.set_reply_within import set_reply_within
from guichet.inbox.actions.set_status import set_status
from guichet.inbox.actions.waive_answer import waive_answer
from guichet.inbox.ingest import ingest_threads
from guichet.inbox.ingest.known import known_of
from guichet.inbox.models import DiscussionStatus
from guichet.inbox.queries.conversation import conversation_of
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_list import DiscussionOrder, count_discussions, list_discussions
from guichet.inbox.queries.menu import counted_with_unread, numbers_of, stores_in_brief
from guichet.inbox.queries.messages import list_messages
from guichet.inbox.queries.tally import tally_of
from guichet.sync.take import take_due

# Loaded once: all of these belong in one process.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("bench")]

LARGE = {"discussion", "discussion_search", "message", "message_search", "attachment", "marketplace_order"}
PAGE = 101
# What has no plan worth a look; a note for the audit could not be made twice either.
UNASKED = ("SAVEPOINT", "audit_pending")


@pytest.fixture(autouse=True)
def _behind_the_wall(viewer: Viewer) -> Iterator[None]:
    """Row security is a part of every statement of web and workers, and so of its plan."""
    with behind_wall(), within(viewer.account_id):
        yield


def plans_of(call: Callable[[], object]) -> list[Node]:
    """A call's plans, each with how many rows went through it."""
    return [plan_of(each) for each in statements_of(call) if not any(word in each.text for word in UNASKED)]


def told(plan: Node) -> str:
    """A plan, for the one who has to mend it."""
    return "\n".join(summary(plan))


def without_reading_whole_tables() -> None:
    """A small table is rightly read whole; what counts is that it is not the only way."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")


def without_sorting() -> None:
    """A few hundred rows are rightly sorted; what counts is that millions need not be."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")


def test_every_list_comes_in_the_order_of_an_index(world: World, viewer: Viewer) -> None:
    without_sorting()
    for question in filters(world):
        for plan in plans_of(partial(list_discussions, viewer, question.wanted, question.order)):
            assert not tables_read_whole(plan) & LARGE, f"{question.name}\n{told(plan)}"
            # What is overdue may be sorted by its last message: the index of deadlines gives nothing else.
            most = PAGE if not question.wanted.has_deadline else count_discussions(viewer, question.wanted)
            assert most_sorted(plan) <= max(PAGE, most), f"{question.name}\n{told(plan)}"


def test_a_page_far_down_the_list_costs_what_the_first_one_does(world: World, viewer: Viewer) -> None:
    after = None
    for _ in range(60):
        after = list_discussions(viewer, DiscussionFilter(), after=after).cursors[-1]
    (plan,) = plans_of(lambda: list_discussions(viewer, DiscussionFilter(), after=after))
    assert plan["Node Type"] == "Limit", told(plan)
    assert all(node.get("Rows Removed by Filter", 0) == 0 for node in nodes_of(plan)), told(plan)
    assert most_sorted(plan) == 0, told(plan)


def test_failed_replies_are_found_from_their_own_index(viewer: Viewer) -> None:
    for plan in plans_of(lambda: list_discussions(viewer, DiscussionFilter(has_failed=True))):
        assert not tables_read_whole(plan) & LARGE, told(plan)


def test_every_search_can_be_had_from_an_index(world: World, viewer: Viewer) -> None:
    without_reading_whole_tables()
    for question in searches():
        for plan in plans_of(partial(list_discussions, viewer, question.wanted, question.order)):
            assert not tables_read_whole(plan) & LARGE, f"{question.name}\n{told(plan)}"


def test_every_count_can_be_had_from_an_index(world: World, viewer: Viewer) -> None:
    without_reading_whole_tables()
    for question in [*filters(world), *searches()]:
        for plan in plans_of(partial(count_discussions, viewer, question.wanted)):
            assert not tables_read_whole(plan) & LARGE, f"{question.name}\n{told(plan)}"


def test_the_counts_of_the_menu_come_from_indexes(viewer: Viewer) -> None:
    for plan in plans_of(lambda: numbers_of(viewer, tally_of(viewer), None)):
        assert not tables_read_whole(plan) & LARGE, told(plan)


def test_what_is_due_is_counted_without_touching_a_row(world: World, viewer: Viewer) -> None:
    without_reading_whole_tables()
    for wanted in (DiscussionFilter(is_overdue=True), DiscussionFilter(is_due_soon=True)):
        (plan,) = plans_of(partial(count_discussions, viewer, wanted))
        scans = [node for node in nodes_of(plan) if node.get("Relation Name") == "discussion"]
        assert [node["Node Type"] for node in scans] == ["Index Only Scan"], told(plan)
        assert {node["Index Name"] for node in scans} <= {"discussion_due", "discussion_waiting"}, told(plan)


def test_channels_that_are_due_are_taken_by_indexes_with_what_is_left_over(
    world: World, viewer: Viewer
) -> None:
    Channel.objects.filter(account_id=viewer.account_id).update(next_sync_at=datetime.now(UTC))
    without_reading_whole_tables()
    (plan,) = plans_of(partial(take_due, 12, {}))
    assert not tables_read_whole(plan) & (LARGE | {"channel", "raw_page"}), told(plan)


def test_the_most_urgent_come_first_whatever_lies_behind(world: World, viewer: Viewer) -> None:
    wanted = DiscussionFilter(is_overdue=True)
    plans = plans_of(partial(list_discussions, viewer, wanted, DiscussionOrder.REPLY_DUE_ASC))
    # Nothing without a deadline can match, so that stretch of the list is not even asked for.
    (plan,) = plans
    assert max(node["Actual Rows"] for node in nodes_of(plan)) <= PAGE, told(plan)


def test_waiving_and_its_undo_find_their_rows_by_their_keys(viewer: Viewer) -> None:
    rows = list_discussions(viewer, DiscussionFilter(needs_reply=True), first=100).rows
    for waived in (True, False):
        for plan in plans_of(partial(waive_answer, viewer, [row.id for row in rows], waived=waived)):
            assert not tables_read_whole(plan) & LARGE, told(plan)


def test_a_new_time_to_answer_finds_what_waits_by_an_index(world: World, viewer: Viewer) -> None:
    without_reading_whole_tables()
    channel = Channel.objects.filter(account_id=viewer.account_id).order_by("id")[0]
    for plan in plans_of(partial(set_reply_within, viewer, channel.pk, 1)):
        assert not tables_read_whole(plan) & LARGE, told(plan)


def test_what_the_frame_of_a_page_counts_comes_from_indexes(world: World, viewer: Viewer) -> None:
    without_reading_whole_tables()
    store, tally = UUID(world.store_ids[0]), tally_of(viewer)
    views = [question.wanted for question in filters(world)]
    asked = DiscussionFilter(statuses=(DiscussionStatus.OPEN,), marketplaces=world.marketplaces[:1])
    for ask in (
        partial(numbers_of, viewer, tally, None, views),
        partial(numbers_of, viewer, tally, store, views),
        partial(stores_in_brief, viewer),
        partial(counted_with_unread, viewer, tally, asked, 10_000),
    ):
        for plan in plans_of(ask):
            assert not tables_read_whole(plan) & LARGE, told(plan)


def test_a_conversation_is_read_by_its_indexes(world: World, viewer: Viewer) -> None:
    key = UUID(world.long_id)
    for plan in plans_of(lambda: (conversation_of(viewer, key), list_messages(viewer, key))):
        assert not tables_read_whole(plan) & LARGE, told(plan)


def test_an_ingest_looks_up_what_it_knows_by_indexes(world: World, viewer: Viewer) -> None:
    channel = Channel.objects.filter(account_id=viewer.account_id).order_by("id")[0]
    page = list(threads(100, 5, seed=1, until=datetime.now(UTC)))
    ingest_threads(channel, page)
    for statement in statements_of(lambda: known_of(channel, page)):
        plan = plan_of(statement)
        assert not tables_read_whole(plan) & LARGE, told(plan)


def test_a_change_of_status_finds_its_rows_by_their_keys(viewer: Viewer) -> None:
    ids = [row.id for row in list_discussions(viewer, DiscussionFilter(), first=100).rows]
    for plan in plans_of(lambda: set_status(viewer, ids, DiscussionStatus.PENDING)):
        assert not tables_read_whole(plan) & LARGE, told(plan)


@pytest.mark.parametrize(
    ("text", "whole", "is_sorted"),
    [
        ("SELECT * FROM message WHERE body = 'nothing'", {"message"}, False),
        ("SELECT * FROM discussion ORDER BY snippet LIMIT 50", {"discussion"}, True),
    ],
)
def test_a_bad_plan_is_seen(world: World, text: str, whole: set[str], is_sorted: bool) -> None:
    plan = plan_of(Statement(text, None))
    assert tables_read_whole(plan) == whole
    assert (most_sorted(plan) > PAGE) == is_sorted
