"""Changing all that match, and taking it back exactly."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel, Role
from guichet.inbox.actions import change_many, run_bulk, undo_bulk
from guichet.inbox.actions.change_many import change_all_matching
from guichet.inbox.actions.change_many import change_many as change_named
from guichet.inbox.actions.prune_bulk import prune_bulk
from guichet.inbox.actions.set_status import set_status
from guichet.inbox.bulk_change import to_read, to_status
from guichet.inbox.models import BulkAct, BulkChange, BulkState, Discussion, DiscussionStatus, Step
from guichet.inbox.queries.bulk_acts import bulk_act, outcome_of
from guichet.inbox.queries.discussion_list import DiscussionFilter
from guichet.sync.sweep import sweep
from tests.cast import Company, Player, player
from tests.inbox.queries.conftest import auchan, boulanger, elsewhere  # noqa: F401 - fixtures
from tests.inbox.queries.rows import discussion_in
from tests.working import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)
SOLVED, OPEN, PENDING = DiscussionStatus.SOLVED, DiscussionStatus.OPEN, DiscussionStatus.PENDING
EVERYTHING = DiscussionFilter()


def statuses() -> dict[UUID, str]:
    """Of all discussions."""
    return dict(Discussion.objects.values_list("id", "status"))


@pytest.fixture
def mixed(auchan: Channel, boulanger: Channel, elsewhere: Channel) -> dict[UUID, str]:  # noqa: F811
    """Open, pending and solved ones in both stores, and one of Bob's."""
    for status in ("OPEN", "OPEN", "PENDING", "SOLVED"):
        discussion_in(auchan, status=status)
    discussion_in(boulanger, status="OPEN")
    discussion_in(elsewhere, status="OPEN")
    return statuses()


def in_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a handful were thousands."""
    monkeypatch.setattr(change_many, "AT_ONCE", 0)
    monkeypatch.setattr(undo_bulk, "AT_ONCE", 0)
    monkeypatch.setattr(run_bulk, "BATCH", 2)


def test_all_that_match_change_at_once_and_come_back(
    mixed: dict[UUID, str], alice: Player, bob: Player
) -> None:
    wanted = DiscussionFilter(statuses=(OPEN, PENDING))
    act = change_all_matching(alice.viewer, wanted, to_status(SOLVED))
    assert (act.state, act.total, act.done) == (BulkState.DONE, 4, 4)
    assert act.filter == {"statuses": ["OPEN", "PENDING"]}
    assert Counter(statuses().values()) == {"SOLVED": 5, "OPEN": 1}
    assert Discussion.objects.get(status="OPEN").account_id == bob.viewer.account_id
    back = undo_bulk.undo_bulk(alice.viewer, act.pk)
    assert (back.state, back.restored) == (BulkState.UNDONE, 4)
    assert statuses() == mixed


def test_thousands_are_a_job_s(
    mixed: dict[UUID, str], alice: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_job(monkeypatch)
    act = change_all_matching(alice.viewer, EVERYTHING, to_status(SOLVED))
    assert (act.state, act.total, act.done) == (BulkState.RUNNING, 5, 0)
    assert statuses() == mixed
    run_jobs()
    act.refresh_from_db()
    assert (act.state, act.done, outcome_of(act).changed) == (BulkState.DONE, 5, 4)
    assert undo_bulk.undo_bulk(alice.viewer, act.pk).state == BulkState.UNDOING
    run_jobs()
    act.refresh_from_db()
    assert (act.state, act.restored) == (BulkState.UNDONE, 4)
    assert statuses() == mixed


def test_read_marks_too(mixed: dict[UUID, str], alice: Player) -> None:
    Discussion.objects.filter(status="PENDING").update(is_read=True)
    act = change_all_matching(alice.viewer, DiscussionFilter(is_read=False), to_read(is_read=True))
    assert Discussion.objects.filter(account_id=alice.viewer.account_id, is_read=False).count() == 0
    undo_bulk.undo_bulk(alice.viewer, act.pk)
    assert list(Discussion.objects.filter(is_read=True).values_list("status", flat=True)) == ["PENDING"]


def test_a_search_is_a_filter_like_any_other(auchan: Channel, alice: Player) -> None:  # noqa: F811
    discussion_in(auchan, subject="Verre cassé")
    discussion_in(auchan, subject="Facture")
    change_all_matching(alice.viewer, DiscussionFilter(subject="CASSE"), to_status(SOLVED))
    solved = Discussion.objects.filter(status="SOLVED")
    assert list(solved.values_list("subject", flat=True)) == ["Verre cassé"]


def test_what_somebody_changed_since_stays(mixed: dict[UUID, str], alice: Player, lumen: Company) -> None:
    dora = player(lumen, "Dora", Role.AGENT)
    act = change_all_matching(alice.viewer, DiscussionFilter(statuses=(OPEN,)), to_status(SOLVED))
    first, second, third = act.changes.order_by("discussion_id").values_list("discussion_id", flat=True)
    set_status(dora.viewer, [first], PENDING)
    # Opened again and solved again: the same value, and yet somebody's own decision.
    set_status(dora.viewer, [second], OPEN)
    set_status(dora.viewer, [second], SOLVED)
    # A customer's word and a read mark are no change of the status.
    Discussion.objects.filter(id=third).update(message_count=9, is_read=True)
    back = undo_bulk.undo_bulk(alice.viewer, act.pk)
    outcome = outcome_of(back)
    assert (back.restored, outcome.kept, set(outcome.kept_ids)) == (1, 2, {first, second})
    now = statuses()
    assert (now[first], now[second], now[third]) == ("PENDING", "SOLVED", "OPEN")


def test_undo_stops_what_runs_and_takes_back_what_was_done(
    mixed: dict[UUID, str], alice: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_job(monkeypatch)
    act = change_all_matching(alice.viewer, EVERYTHING, to_status(SOLVED))
    run_bulk._batch(act.pk)
    assert statuses() != mixed
    undo_bulk.undo_bulk(alice.viewer, act.pk)
    run_jobs()
    assert statuses() == mixed
    assert Counter(act.changes.values_list("step", flat=True))[Step.WAITING] == 3


def test_stores_roles_and_accounts_hold(
    mixed: dict[UUID, str], alice: Player, charlie: Player, rita: Player, bob: Player, lumen: Company
) -> None:
    act = change_all_matching(charlie.viewer, EVERYTHING, to_status(SOLVED))
    assert act.total == 1
    changed = {row_id for row_id, status in statuses().items() if status != mixed[row_id]}
    assert set(Discussion.objects.filter(store=lumen.other_store).values_list("id", flat=True)) == changed
    for stranger in (alice, bob):
        with pytest.raises(RefusalError) as refused:
            undo_bulk.undo_bulk(stranger.viewer, act.pk)
        assert refused.value.problems[0].code == ErrorCode.NOT_FOUND
        with pytest.raises(RefusalError):
            bulk_act(stranger.viewer, act.pk)
    with pytest.raises(RefusalError) as refused:
        change_all_matching(rita.viewer, EVERYTHING, to_status(SOLVED))
    assert refused.value.problems[0].code == ErrorCode.FORBIDDEN
    with pytest.raises(RefusalError):
        change_named(charlie.viewer, list(mixed), to_status(SOLVED))


def test_whoever_loses_the_right_meanwhile_changes_nothing_more(
    mixed: dict[UUID, str], alice: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_job(monkeypatch)
    act = change_all_matching(alice.viewer, EVERYTHING, to_status(SOLVED))
    alice.member.role = Role.READER
    alice.member.save()
    run_jobs()
    act.refresh_from_db()
    assert act.state == BulkState.DROPPED
    assert statuses() == mixed


def test_a_store_that_is_taken_away_meanwhile_is_left_alone(
    mixed: dict[UUID, str], alice: Player, lumen: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_job(monkeypatch)
    change_all_matching(alice.viewer, EVERYTHING, to_status(SOLVED))
    alice.member.sees_all_stores = False
    alice.member.save()
    alice.member.stores.add(lumen.other_store)
    run_jobs()
    first_store = Discussion.objects.filter(store=lumen.store)
    assert {d.pk: d.status for d in first_store} == {d.pk: mixed[d.pk] for d in first_store}
    assert not Discussion.objects.filter(store=lumen.other_store).exclude(status="SOLVED").exists()


def test_a_lost_job_is_found_by_the_sweep(
    mixed: dict[UUID, str], alice: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_job(monkeypatch)
    act = change_all_matching(alice.viewer, EVERYTHING, to_status(SOLVED))
    run_bulk._batch(act.pk)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    BulkAct.objects.update(look_at=timezone.now() - timedelta(minutes=1))
    sweep()
    run_jobs()
    act.refresh_from_db()
    assert (act.state, act.done) == (BulkState.DONE, 5)


def test_ten_minutes_and_asking_twice(mixed: dict[UUID, str], alice: Player) -> None:
    act = change_all_matching(alice.viewer, EVERYTHING, to_status(SOLVED))
    undo_bulk.undo_bulk(alice.viewer, act.pk)
    assert undo_bulk.undo_bulk(alice.viewer, act.pk).restored == 4
    again = change_all_matching(alice.viewer, EVERYTHING, to_status(SOLVED))
    BulkAct.objects.filter(id=again.pk).update(ended_at=timezone.now() - timedelta(minutes=11))
    with pytest.raises(RefusalError, match="ten minutes") as refused:
        undo_bulk.undo_bulk(alice.viewer, again.pk)
    assert refused.value.problems[0].code == ErrorCode.CONFLICT


def test_too_many_are_refused_and_none_is_fine(
    mixed: dict[UUID, str], alice: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_many, "MOST", 2)
    with pytest.raises(RefusalError, match="narrow the filter") as refused:
        change_all_matching(alice.viewer, EVERYTHING, to_status(SOLVED))
    assert refused.value.problems[0].code == ErrorCode.TOO_LARGE
    assert statuses() == mixed
    nothing = change_all_matching(alice.viewer, DiscussionFilter(order_id="none"), to_status(SOLVED))
    assert (nothing.state, nothing.total) == (BulkState.DONE, 0)


def test_old_ones_are_forgotten(mixed: dict[UUID, str], alice: Player) -> None:
    change_all_matching(alice.viewer, EVERYTHING, to_status(SOLVED))
    prune_bulk()
    assert BulkAct.objects.count() == 1
    BulkAct.objects.update(created_at=timezone.now() - timedelta(days=4))
    prune_bulk()
    assert (BulkAct.objects.count(), BulkChange.objects.count()) == (0, 0)
