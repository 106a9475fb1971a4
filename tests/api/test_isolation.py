"""What Alice sees, Bob never sees, and Charlie only in his store; by no door and under no id."""

from typing import Any

import pytest

from guichet.accounts.models import Channel
from guichet.api.ids import Kind, global_id
from guichet.inbox.models import Discussion, Message, Order
from tests.api.asking import Api
from tests.cast import Company
from tests.inbox.queries.rows import discussion_in

NODE = "query ($id: ID!) { node(id: $id) { __typename id } }"


@pytest.fixture
def ids(told: Discussion, lumen: Company) -> dict[str, str]:
    """Everything in the first store that has an id."""
    return {
        "Store": global_id(Kind.STORE, lumen.store.pk),
        "Channel": global_id(Kind.CHANNEL, told.channel_id),
        "Discussion": global_id(Kind.DISCUSSION, told.pk),
        "Message": global_id(Kind.MESSAGE, Message.objects.earliest("sent_at").pk),
        "Attachment": global_id(Kind.ATTACHMENT, told.attachments.get().pk),
        "Order": global_id(Kind.ORDER, Order.objects.get().pk),
    }


def test_alice_finds_everything_again_by_its_id(ids: dict[str, str], as_alice: Api) -> None:
    for name, key in ids.items():
        assert as_alice.data(NODE, id=key)["node"] == {"__typename": name, "id": key}


@pytest.mark.parametrize("name", ["as_bob", "as_charlie"])
def test_others_find_nothing(ids: dict[str, str], name: str, request: pytest.FixtureRequest) -> None:
    api: Api = request.getfixturevalue(name)
    for key in ids.values():
        assert api.data(NODE, id=key)["node"] is None
    asked = "query ($id: ID!) { discussion(id: $id) { id } }"
    assert api.data(asked, id=ids["Discussion"])["discussion"] is None
    everything = "{ channels { id } discussions { totalCount nodes { id } } viewer { stores { id } } }"
    seen = api.data(everything)
    assert (seen["channels"], seen["discussions"]) == ([], {"totalCount": 0, "nodes": []})
    assert ids["Store"] not in {store["id"] for store in seen["viewer"]["stores"]}
    narrowed = "query ($f: DiscussionFilter) { discussions(filter: $f) { totalCount } }"
    for wanted in ({"storeIds": [ids["Store"]]}, {"text": "bonjour"}, {"orderId": "ORD-1"}):
        assert api.data(narrowed, f=wanted)["discussions"]["totalCount"] == 0


MALFORMED = ["", "x", "dis_", "dis_zz", "dis_" + "0" * 31, "DIS_" + "0" * 32, "xyz_" + "0" * 32,
             "dis_" + "٠" * 32, "inv_" + "0" * 32, "\u0000", "0" * 3000]  # fmt: skip


@pytest.mark.parametrize("key", MALFORMED)
def test_an_id_that_guichet_never_gave_stands_for_nothing(key: str, as_alice: Api) -> None:
    assert as_alice.data(NODE, id=key)["node"] is None
    assert as_alice.data("query ($id: ID!) { discussion(id: $id) { id } }", id=key)["discussion"] is None


def test_an_id_of_another_kind_stands_for_nothing(told: Discussion, as_alice: Api) -> None:
    asked = "query ($id: ID!) { discussion(id: $id) { id } }"
    assert as_alice.data(asked, id=global_id(Kind.MESSAGE, told.pk))["discussion"] is None


MUTATIONS = {
    "setDiscussionStatus(discussionIds: [$id], status: SOLVED)": "Discussion",
    "setDiscussionRead(discussionIds: [$id], isRead: true)": "Discussion",
    "resyncDiscussion(discussionId: $id)": "Discussion",
    'assignMerchantDiscussionId(discussionId: $id, merchantDiscussionId: "x")': "Discussion",
    'reply(input: {discussionId: $id, body: "Bonjour", recipients: [CUSTOMER]})': "Discussion",
    "retryMessage(messageId: $id)": "Message",
    "cancelMessage(messageId: $id)": "Message",
    "updateChannel(input: {channelId: $id, isEnabled: false})": "Channel",
    "deactivateChannel(channelId: $id)": "Channel",
    "syncChannel(channelId: $id)": "Channel",
    'activateChannel(input: {storeId: $id, marketplace: "mirakl-auchan", credentials: []})': "Store",
}


@pytest.mark.parametrize("call", MUTATIONS)
def test_bob_changes_nothing_of_it(call: str, ids: dict[str, str], as_bob: Api, told: Discussion) -> None:
    asked = f"mutation ($id: ID!) {{ done: {call} {{ errors {{ code message }} }} }}"
    for key in (ids[MUTATIONS[call]], "nonsense"):
        (error,) = as_bob.data(asked, id=key)["done"]["errors"]
        assert error["code"] == "NOT_FOUND"
    told.refresh_from_db()
    assert (told.status, told.is_read, told.merchant_discussion_id) == ("OPEN", False, "T-1")
    assert Channel.objects.get().is_enabled


def test_charlie_replies_in_his_store_only(told: Discussion, boulanger: Channel, as_charlie: Api) -> None:
    his = discussion_in(boulanger, recipient_kinds=["CUSTOMER"])
    asked = """mutation ($id: ID!) {
      reply(input: {discussionId: $id, body: "Bonjour", recipients: [CUSTOMER]}) {
      message { delivery } errors { code } } }"""
    answers: list[Any] = [
        as_charlie.data(asked, id=global_id(Kind.DISCUSSION, row.pk))["reply"] for row in (told, his)
    ]
    assert answers[0] == {"message": None, "errors": [{"code": "NOT_FOUND"}]}
    assert answers[1] == {"message": {"delivery": "QUEUED"}, "errors": []}
