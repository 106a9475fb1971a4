"""The list of discussions: filters, orders, pages, counts."""

from typing import Any

import pytest

from guichet.accounts.models import Channel
from guichet.api.ids import Kind, global_id
from tests.api.asking import Api
from tests.cast import Company
from tests.inbox.queries.rows import HOUR, NOON, discussion_in

LIST = """query ($filter: DiscussionFilter, $orderBy: DiscussionOrder! = LAST_MESSAGE_DESC, $first: Int,
                 $after: String) {
  discussions(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount nodes { subject } edges { cursor node { subject } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


@pytest.fixture
def three(auchan: Channel, boulanger: Channel) -> None:
    """Named a to c, the newest last; b waits."""
    discussion_in(auchan, subject="a", status="SOLVED", is_read=True, type="OTHER", last_message_at=NOON)
    discussion_in(
        boulanger, subject="b", order_ref="ORD-1", needs_reply_since=NOON, reply_due_at=NOON,
        last_message_at=NOON + HOUR,
    )  # fmt: skip
    discussion_in(auchan, said=["Le câble"], subject="c", status="PENDING", last_message_at=NOON + 2 * HOUR)


def _subjects(api: Api, **variables: Any) -> str:
    found = api.data(LIST, **variables)["discussions"]
    subjects = "".join(node["subject"] for node in found["nodes"])
    assert [edge["node"] for edge in found["edges"]] == found["nodes"]
    if "after" not in variables:
        assert found["totalCount"] == len(subjects)
    return subjects


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (None, "cba"),
        ({}, "cba"),
        ({"marketplaces": ["mirakl-auchan"]}, "ca"),
        ({"types": ["ORDER", "PRODUCT"]}, "cb"),
        ({"statuses": ["OPEN"]}, "b"),
        ({"statuses": ["NEW"]}, "b"),
        ({"statuses": ["NEW", "OPEN", "SOLVED"]}, "ba"),
        ({"statuses": []}, ""),
        ({"isRead": False}, "cb"),
        ({"needsReply": True}, "b"),
        ({"needsReply": False}, "ca"),
        ({"isOverdue": True}, "b"),
        ({"isOverdue": False}, "ca"),
        ({"isDueSoon": True}, ""),
        ({"hasFailed": True}, ""),
        ({"hasFailed": False, "isDueSoon": False}, "cba"),
        ({"orderId": "ORD-1"}, "b"),
        ({"orderId": "ORD"}, ""),
        ({"participant": "ETIENNE"}, "cba"),
        ({"subject": "C"}, "c"),
        ({"text": "cable"}, "c"),
        ({"lastMessageAfter": "2026-03-14T12:00:00Z"}, "cb"),
        ({"lastMessageAfter": "2026-03-14T14:00:00+01:00"}, "c"),
        ({"lastMessageBefore": "2026-03-14T13:00:00Z"}, "a"),
        ({"statuses": ["PENDING"], "isRead": False, "text": "câble", "types": ["ORDER"]}, "c"),
        ({"statuses": ["PENDING"], "isRead": True}, ""),
        ({"storeIds": ["nonsense"]}, ""),
        ({"statuses": None, "text": None, "isRead": None}, "cba"),
    ],
)
def test_filters(condition: dict[str, Any] | None, expected: str, three: None, as_alice: Api) -> None:
    assert _subjects(as_alice, filter=condition) == expected


def test_filter_by_store(three: None, as_alice: Api, lumen: Company) -> None:
    stores = [global_id(Kind.STORE, store.pk) for store in (lumen.store, lumen.other_store)]
    assert _subjects(as_alice, filter={"storeIds": stores[:1]}) == "ca"
    assert _subjects(as_alice, filter={"storeIds": stores}) == "cba"
    # The key of a store as an id of another kind is no store.
    assert _subjects(as_alice, filter={"storeIds": [global_id(Kind.CHANNEL, lumen.store.pk)]}) == ""


@pytest.mark.parametrize(
    ("order", "expected"),
    [("LAST_MESSAGE_DESC", "cba"), ("LAST_MESSAGE_ASC", "abc"), ("REPLY_DUE_ASC", "bca")],
)
def test_orders_in_pages_of_one(order: str, expected: str, three: None, as_alice: Api) -> None:
    assert _subjects(as_alice, orderBy=order) == expected
    found, after = "", None
    for number in range(3):
        page = as_alice.data(LIST, orderBy=order, first=1, after=after)["discussions"]
        after = page["pageInfo"]["endCursor"]
        assert page["pageInfo"] == {
            "hasNextPage": number < 2, "hasPreviousPage": number > 0,
            "startCursor": page["edges"][0]["cursor"], "endCursor": after,
        }  # fmt: skip
        found += page["nodes"][0]["subject"]
        assert page["totalCount"] == 3
    assert found == expected


def test_an_empty_page_has_no_cursors(as_alice: Api) -> None:
    page = as_alice.data(LIST)["discussions"]["pageInfo"]
    assert page == {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None}


@pytest.mark.parametrize("first", [0, -5, 101, 2_000_000_000])
def test_first_outside_1_to_100_is_refused_with_a_sentence(first: int, as_alice: Api) -> None:
    (error,) = as_alice.errors("query ($n: Int) { discussions(first: $n) { totalCount } }", n=first)
    assert "first" in error["message"]


def test_first_of_messages_outside_1_to_100_too(three: None, as_alice: Api) -> None:
    errors = as_alice.errors("{ discussions { nodes { messages(first: 0) { totalCount } } } }")
    assert {error["extensions"]["code"] for error in errors} == {"INVALID"}


@pytest.mark.parametrize("after", ["", "nonsense", "é", "\u0000"])
def test_what_is_no_cursor_is_refused_with_a_sentence(after: str, as_alice: Api) -> None:
    (error,) = as_alice.errors("query ($a: String) { discussions(after: $a) { totalCount } }", a=after)
    assert "not a cursor" in error["message"]
    assert error["extensions"] == {"code": "INVALID", "field": "after"}


def test_a_cursor_of_another_order_is_refused(three: None, as_alice: Api) -> None:
    cursor = as_alice.data(LIST, first=1)["discussions"]["pageInfo"]["endCursor"]
    (error,) = as_alice.errors(LIST, first=1, after=cursor, orderBy="REPLY_DUE_ASC")
    assert "another order" in error["message"]


@pytest.mark.parametrize("moment", ["2026-03-14T12:00:00", "yesterday", 5, "2026-03-14"])
def test_a_time_without_an_offset_is_refused_with_a_sentence(moment: object, as_alice: Api) -> None:
    (error,) = as_alice.errors(LIST, filter={"lastMessageAfter": moment})
    assert "offset" in error["message"] or "is not a time" in error["message"]


@pytest.mark.parametrize("needle", ["a\u0000b", "%", "\\", "'", '"', "💥", "x" * 5000])
def test_needles_of_any_kind_are_only_text(needle: str, three: None, as_alice: Api) -> None:
    for field in ("text", "subject", "participant", "orderId"):
        assert _subjects(as_alice, filter={field: needle}) == ""
