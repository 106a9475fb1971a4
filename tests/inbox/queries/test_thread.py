"""The part of a thread that is shown, and where it begins for each reader."""

from datetime import timedelta

import pytest

from guichet.accounts.models import Channel
from guichet.inbox.actions.note_visit import note_visit
from guichet.inbox.models import Delivery, Discussion, Message, Visit
from guichet.inbox.queries.thread import MOST, PAGE, Window, before, end_of, whole
from tests.cast import Player
from tests.inbox.queries.rows import NOON, discussion_in, message_in

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def _more(told: Discussion, count: int, **values: object) -> list[Message]:
    first = told.messages.count()
    return [
        message_in(told, f"no {first + i}", sent_at=NOON + (first + i) * MINUTE, **values)
        for i in range(count)
    ]


@pytest.fixture
def told(auchan: Channel) -> Discussion:
    """A discussion with 120 messages."""
    row = discussion_in(auchan, said=[])
    _more(row, 120)
    return row


def _bodies(window: Window) -> list[str]:
    return [row.body for row in window.rows]


def test_the_end_first_and_the_rest_by_parts(alice: Player, told: Discussion) -> None:
    shown = end_of(alice.viewer, told.pk)
    assert (shown.earlier, shown.first_new_id) == (70, None)
    older = before(alice.viewer, told.pk, shown.rows[0].id)
    oldest = before(alice.viewer, told.pk, older.rows[0].id)
    assert (older.earlier, oldest.earlier) == (20, 0)
    joined = _bodies(oldest) + _bodies(older) + _bodies(shown)
    assert joined == [f"no {i}" for i in range(120)] == _bodies(whole(alice.viewer, told.pk))


def test_what_is_new_to_one_reader_stands_under_a_line(alice: Player, rita: Player, told: Discussion) -> None:
    newest = end_of(alice.viewer, told.pk).newest_id
    assert newest is not None
    note_visit(alice.viewer, told.pk, newest)
    _more(told, 1, author_kind="MERCHANT", written_by_id=alice.member.pk, delivery=Delivery.SENT)
    fresh = _more(told, 2)
    Visit.objects.update(seen_at=NOON)
    assert end_of(alice.viewer, told.pk).first_new_id == fresh[0].pk
    assert end_of(rita.viewer, told.pk).first_new_id is None


def test_many_new_ones_are_shown_from_the_first_on(alice: Player, told: Discussion) -> None:
    newest = end_of(alice.viewer, told.pk).newest_id
    assert newest is not None
    note_visit(alice.viewer, told.pk, newest)
    Visit.objects.update(seen_at=NOON)
    fresh = _more(told, PAGE + 20)
    shown = end_of(alice.viewer, told.pk)
    assert (shown.first_new_id, shown.rows[3].id) == (fresh[0].pk, fresh[0].pk)
    assert shown.earlier == 117
    _more(told, MOST)
    assert len(end_of(alice.viewer, told.pk).rows) == MOST


def test_what_a_longer_import_brought_is_not_new(alice: Player, told: Discussion) -> None:
    newest = end_of(alice.viewer, told.pk).newest_id
    assert newest is not None
    note_visit(alice.viewer, told.pk, newest)
    _more(told, 3)
    assert end_of(alice.viewer, told.pk).first_new_id is None


def test_a_visit_never_goes_back(alice: Player, told: Discussion) -> None:
    rows = end_of(alice.viewer, told.pk).rows
    note_visit(alice.viewer, told.pk, rows[-1].id)
    note_visit(alice.viewer, told.pk, rows[0].id)
    assert Visit.objects.get().seen_message_id == rows[-1].id


def test_there_is_nothing_before_what_is_not_there(
    alice: Player, told: Discussion, boulanger: Channel
) -> None:
    other = discussion_in(boulanger)
    assert before(alice.viewer, told.pk, other.messages.get().pk) == Window([], 0)
