"""However many rows a list has, it makes the same few queries."""

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from bench.measure.statements import statements_of
from guichet.accounts.models import Channel
from guichet.api.ids import Kind, global_id
from tests.api.asking import Api
from tests.inbox.queries.rows import discussion_in, message_in, order_in

EVERYTHING = """{ discussions(first: 20) { totalCount nodes {
  id store { name unreadCount channels { id store { id } } }
  channel { id store { name } marketplace { name } }
  marketplace { code capabilities { recipients } }
  participants { name } initiator { name } order { id lines { title } } product { sku }
  messages(first: 5) { totalCount edges { cursor }
    nodes { id body author { name } attachments { id url link { url } } } }
  attachments { id url link { url } } possibleRecipients
} } viewer { stores { id unreadCount channels { id } } } }"""

# One each: the token, the list, its count, the names of its stores, the viewer's stores, unread, channels of
# stores, channels, orders, pages of messages, their number, files of messages, files of discussions.
QUERIES = 13


@pytest.fixture(autouse=True)
def _nothing_is_counted(settings: Settings) -> None:
    """The rate limit's statement is none of these (see test_rate)."""
    settings.GUICHET_API_REQUESTS_PER_MINUTE = settings.GUICHET_API_NODES_PER_MINUTE = 0


@pytest.mark.parametrize("rows", [1, 20])
def test_a_list_with_everything_makes_thirteen_queries(
    rows: int,
    auchan: Channel,
    boulanger: Channel,
    as_alice: Api,
) -> None:
    for number in range(rows):
        channel = (auchan, boulanger)[number % 2]
        row = discussion_in(channel, order_ref=f"ORD-{number}")
        message_in(row, "Voici", "a.jpg", "b.jpg")
        order_in(channel, f"ORD-{number}", data={"lines": []})
    as_alice.data("{ viewer { name } }")
    asked = statements_of(lambda: as_alice.data(EVERYTHING))
    assert len(asked) == QUERIES, [one.text for one in asked]
    found = as_alice.data(EVERYTHING)["discussions"]["nodes"]
    assert len(found) == rows
    for node in found:
        assert node["order"] is not None
        assert [len(m["attachments"]) for m in node["messages"]["nodes"]] == [0, 2]
        assert len(node["attachments"]) == node["messages"]["totalCount"] == 2


def test_a_plain_list_makes_one_query_and_one_of_the_token(auchan: Channel, as_alice: Api) -> None:
    for _ in range(5):
        discussion_in(auchan)
    as_alice.data("{ viewer { name } }")
    plain = "{ discussions { nodes { id subject status participants { name } } } }"
    asked = statements_of(lambda: as_alice.data(plain))
    assert len(asked) == 1 + 1, [one.text for one in asked]


def test_payloads_of_many_discussions_are_read_together(
    auchan: Channel, as_alice: Api, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keys = [global_id(Kind.DISCUSSION, discussion_in(auchan).pk) for _ in range(10)]
    asked = """mutation ($ids: [ID!]!) { setDiscussionRead(discussionIds: $ids, isRead: true) {
      discussions { id isRead messages { nodes { id attachments { id } } } } } }"""
    as_alice.data("{ viewer { name } }")
    with django_assert_max_num_queries(9):
        found = as_alice.data(asked, ids=keys)["setDiscussionRead"]["discussions"]
    assert [row["id"] for row in found] == keys
    assert all(row["isRead"] for row in found)
