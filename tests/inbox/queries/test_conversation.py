"""A conversation and its messages."""

from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from bench.measure.statements import statements_of
from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion
from guichet.inbox.queries.conversation import conversation_of
from guichet.inbox.queries.discussions import discussion_by_id, discussion_by_merchant_id
from guichet.inbox.queries.messages import count_messages_of, list_messages, list_messages_of
from guichet.inbox.queries.orders import orders_by_key
from tests.cast import Player
from tests.inbox.queries.rows import HOUR, LINA, NOON, attachment_in, discussion_in, message_in, order_in


@pytest.fixture
def told(auchan: Channel) -> Discussion:
    """Three messages, the last with two files, and an order."""
    row = discussion_in(auchan, said=["un", "deux"], order_ref="ORD-1", merchant_discussion_id="T-1")
    message_in(row, "trois", "a.pdf", "b.pdf", sent_at=NOON + 5 * HOUR)
    order_in(auchan, "ORD-1")
    return row


def test_all_of_it_in_few_queries(told: Discussion, alice: Player) -> None:
    viewer = alice.viewer
    asked = statements_of(lambda: conversation_of(viewer, told.pk))
    assert len(asked) == 6, [one.text for one in asked]
    found = conversation_of(viewer, told.pk)
    assert [said.message.body for said in found.messages] == ["un", "deux", "trois"]
    assert [file.file_name for file in found.messages[2].attachments] == ["a.pdf", "b.pdf"]
    assert [list(said.attachments) for said in found.messages[:2]] == [[], []]
    assert len(found.attachments) == 2
    assert found.order is not None
    assert found.order.marketplace_order_id == "ORD-1"
    assert found.row.participants == [LINA]


@pytest.mark.parametrize("name", ["bob", "charlie"])
def test_others_find_nothing(told: Discussion, name: str, request: pytest.FixtureRequest) -> None:
    viewer = request.getfixturevalue(name).viewer
    with pytest.raises(RefusalError) as refusal:
        conversation_of(viewer, told.pk)
    assert refusal.value.problems[0].code is ErrorCode.NOT_FOUND
    assert discussion_by_id(viewer, told.pk) is None
    assert discussion_by_merchant_id(viewer, "T-1") is None
    assert list_messages(viewer, told.pk).rows == []
    assert count_messages_of(viewer, [told.pk]) == {told.pk: 0}
    assert orders_by_key(viewer, [(told.channel_id, "ORD-1")]) == {}


def test_an_order_of_the_same_number_in_another_channel_is_another_order(
    told: Discussion, boulanger: Channel, alice: Player
) -> None:
    order_in(boulanger, "ORD-1", state="WAITING")
    row = discussion_in(boulanger, order_ref="ORD-1")
    found = conversation_of(alice.viewer, row.pk)
    assert found.order is not None
    assert found.order.state == "WAITING"


def test_an_order_that_was_never_fetched_is_not_shown(auchan: Channel, alice: Player) -> None:
    row = discussion_in(auchan, order_ref="ORD-9")
    order_in(auchan, "ORD-9", fetched_at=None)
    assert conversation_of(alice.viewer, row.pk).order is None


def test_messages_come_in_pages(told: Discussion, alice: Player) -> None:
    first = list_messages(alice.viewer, told.pk, 2)
    assert [row.body for row in first.rows] == ["un", "deux"]
    assert first.has_next
    rest = list_messages(alice.viewer, told.pk, 2, first.cursors[-1])
    assert [row.body for row in rest.rows] == ["trois"]
    assert (rest.has_next, rest.has_previous) == (False, True)


def test_messages_of_many_discussions_are_one_query(
    told: Discussion, auchan: Channel, alice: Player, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    others = [discussion_in(auchan, said=["a", "b", "c"]) for _ in range(3)]
    keys = [told.pk, *(d.pk for d in others), uuid4()]
    viewer = alice.viewer
    with django_assert_num_queries(1):
        pages = list_messages_of(viewer, keys, 2)
    assert [[row.body for row in pages[key].rows] for key in keys] == [["un", "deux"], *[["a", "b"]] * 3, []]
    assert [pages[key].has_next for key in keys] == [True] * 4 + [False]
    assert count_messages_of(viewer, keys) == dict(zip(keys, [3, 3, 3, 3, 0], strict=True))


def test_files_of_other_discussions_stay_there(told: Discussion, auchan: Channel, alice: Player) -> None:
    attachment_in(discussion_in(auchan), None, "other.pdf")
    assert {f.file_name for f in conversation_of(alice.viewer, told.pk).attachments} == {"a.pdf", "b.pdf"}
