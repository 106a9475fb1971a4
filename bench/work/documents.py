"""The GraphQL requests of a client."""

from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from bench.measure.client import prepared
from guichet.api.ids import Kind, global_id
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_order import DiscussionOrder

SIX = "id subject status participants { kind name } orderId lastMessageAt"
FIFTEEN = (
    "id marketplaceDiscussionId type status isRead subject participants { kind name email } orderId "
    "lastMessageAt needsReplySince replyDueAt createdAt store { name } marketplace { code } "
    "possibleRecipients"
)
LIST = """query List($filter: DiscussionFilter, $orderBy: DiscussionOrder!, $first: Int, $after: String) {
  discussions(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { %s }
}"""
PAGE = "nodes {{ {} }} pageInfo {{ hasNextPage endCursor }}"
ONE = """query One($id: ID!) { discussion(id: $id) {
  id subject status type participants { kind name email } orderId
  order { state total currency lines { title quantity total } }
  messages(first: 100) { nodes { id author { kind name } body sentAt delivery attachments { fileName } }
    pageInfo { hasNextPage endCursor } }
} }"""


def list_request(
    wanted: DiscussionFilter, order: DiscussionOrder, after: str | None = None, fields_of_node: str = SIX
) -> bytes:
    """A page of 50."""
    return _list(PAGE.format(fields_of_node), wanted, order, after)


def count_request(wanted: DiscussionFilter) -> bytes:
    """The number alone."""
    return _list("totalCount", wanted, DiscussionOrder.LAST_MESSAGE_DESC, None, first=1)


def one_request(discussion_id: str) -> bytes:
    """One discussion with its first hundred messages."""
    return prepared(ONE, {"id": global_id(Kind.DISCUSSION, UUID(discussion_id))})


def _list(
    selection: str, wanted: DiscussionFilter, order: DiscussionOrder, after: str | None, first: int = 50
) -> bytes:
    variables = {"filter": _variables(wanted), "orderBy": order.value, "first": first, "after": after}
    return prepared(LIST % selection, variables)


def _variables(wanted: DiscussionFilter) -> dict[str, Any]:
    given = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
    stores = given.pop("store_ids")
    if stores is not None:
        given["storeIds"] = [global_id(Kind.STORE, store) for store in stores]
    return {_camel(name): _plain(value) for name, value in given.items() if value is not None}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
