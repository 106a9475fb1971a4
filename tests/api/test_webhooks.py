"""Webhooks and the feed of changes by API."""

from typing import Any

import pytest

from guichet.accounts.models import Channel, ChannelHealth
from guichet.api.ids import Kind, global_id
from guichet.events import payload
from guichet.events.models import Webhook, WebhookDelivery
from guichet.inbox.models import Discussion
from tests.api.asking import Api, api_of
from tests.cast import Company, Player
from tests.inbox.queries.rows import message_in

pytestmark = pytest.mark.django_db

CREATE = """
mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) {
  secret webhook { id url kinds storeIds includesText isEnabled waitingCount }
  errors { field code message } } }
"""
UPDATE = """
mutation ($input: UpdateWebhookInput!) { updateWebhook(input: $input) {
  webhook { isEnabled kinds storeIds disabledWhy } errors { field code } } }
"""
DELIVERIES = """
query ($id: ID!, $after: String) { webhookDeliveries(webhookId: $id, first: 2, after: $after) {
  endCursor nodes { id kind discussionId state attempts lastStatus } } }
"""
CHANGES = """
query ($after: String, $start: Boolean!) { changes(after: $after, first: 50, fromStart: $start) {
  cursor hasMore beginsAnew blockedChannels { id } nodes { discussion { id status } messages { id body } } } }
"""


def made(api: Api, **given: object) -> dict[str, Any]:
    """A webhook that was made."""
    answer = api.data(CREATE, input={"url": "http://127.0.0.1:9/hook", **given})["createWebhook"]
    assert answer["errors"] == []
    assert answer["secret"].startswith("whsec_")
    webhook: dict[str, Any] = answer["webhook"]
    return webhook


def test_a_webhook_from_its_making_to_its_end(as_alice: Api, told: Discussion, lumen: Company) -> None:
    store = global_id(Kind.STORE, lumen.store.pk)
    hook = made(as_alice, kinds=["discussion.changed"], storeIds=[store])
    Discussion.objects.update(status="SOLVED")
    test = "mutation ($id: ID!) { testWebhook(webhookId: $id) { delivery { kind state } errors { code } } }"
    tried = as_alice.data(test, id=hook["id"])["testWebhook"]
    assert tried["delivery"] == {"kind": "webhook.test", "state": "WAITING"}
    page = as_alice.data(DELIVERIES, id=hook["id"])["webhookDeliveries"]
    assert [node["kind"] for node in page["nodes"]] == ["webhook.test", "discussion.changed"]
    assert page["nodes"][1]["discussionId"] == global_id(Kind.DISCUSSION, told.pk)
    assert page["endCursor"] is None
    off = as_alice.data(UPDATE, input={"webhookId": hook["id"], "isEnabled": False, "allStores": True})
    assert off["updateWebhook"]["webhook"] == {
        "isEnabled": False, "kinds": ["discussion.changed"], "storeIds": None, "disabledWhy": None,
    }  # fmt: skip
    assert as_alice.data(test, id=hook["id"])["testWebhook"]["errors"] == [{"code": "CONFLICT"}]
    as_alice.data(UPDATE, input={"webhookId": hook["id"], "isEnabled": True})
    WebhookDelivery.objects.update(state="DELIVERED")
    again = "mutation ($id: ID!) { replayWebhook(deliveryId: $id) { delivery { state } errors { code } } }"
    assert as_alice.data(again, id=page["nodes"][1]["id"])["replayWebhook"]["delivery"]["state"] == "WAITING"
    since = (
        'mutation ($id: ID!, $all: Boolean!) { replayWebhooks(webhookId: $id, since: "2020-01-01T00:00:00Z",'
        " includeDelivered: $all) { count errors { code } } }"
    )
    assert as_alice.data(since, id=hook["id"], all=False)["replayWebhooks"]["count"] == 1
    assert as_alice.data(since, id=hook["id"], all=True)["replayWebhooks"]["count"] == 2
    rotate = (
        "mutation ($id: ID!) { rotateWebhookSecret(webhookId: $id) { secret webhook { formerSecretUntil } } }"
    )
    rotated = as_alice.data(rotate, id=hook["id"])["rotateWebhookSecret"]
    assert rotated["secret"].startswith("whsec_")
    assert rotated["webhook"]["formerSecretUntil"]
    gone = "mutation ($id: ID!) { deleteWebhook(webhookId: $id) { deletedId errors { code } } }"
    assert as_alice.data(gone, id=hook["id"])["deleteWebhook"]["deletedId"] == hook["id"]
    assert not WebhookDelivery.objects.exists()
    assert as_alice.data("{ webhooks { id } }")["webhooks"] == []


@pytest.mark.parametrize(
    ("url", "field", "says"),
    [
        ("", "url", "Type the address"),
        ("tickets.example.com", "url", "not a web address"),
        ("http://tickets.example.com/", "url", "https://"),
        ("https://user:pw@tickets.example.com/", "url", "user and password"),
        ("https://10.0.0.8/", "url", "private network"),
        ("https://[::1]/", "url", "private network"),
        ("https://localhost/", "url", "private network"),
    ],
)
def test_addresses_that_are_not_called(
    as_alice: Api, url: str, field: str, says: str, settings: object
) -> None:
    settings.GUICHET_ALLOW_PRIVATE_HOSTS = False  # type: ignore[attr-defined]
    (error,) = as_alice.data(CREATE, input={"url": url})["createWebhook"]["errors"]
    assert error["field"] == field
    assert says in error["message"]


def test_who_may(as_alice: Api, as_bob: Api, as_charlie: Api, as_rita: Api) -> None:
    hook = made(as_alice)
    for other in (as_charlie, as_rita):
        assert other.errors("{ webhooks { id } }")
        refused = other.data(CREATE, input={"url": "http://127.0.0.1:9/"})["createWebhook"]["errors"]
        assert refused[0]["code"] == "FORBIDDEN"
    assert as_bob.data("{ webhooks { id } }")["webhooks"] == []
    assert (
        as_bob.data(UPDATE, input={"webhookId": hook["id"]})["updateWebhook"]["errors"][0]["code"]
        == "NOT_FOUND"
    )
    assert as_bob.errors(DELIVERIES, id=hook["id"])
    unknown = as_alice.data(CREATE, input={"url": "http://127.0.0.1:9/", "kinds": ["all"]})["createWebhook"]
    assert unknown["errors"][0]["field"] == "kinds"
    assert Webhook.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_feed_goes_on_where_it_stopped(
    as_alice: Api, as_charlie: Api, told: Discussion, auchan: Channel
) -> None:
    start = as_alice.data(CHANGES, start=True)["changes"]
    assert len(start["nodes"][0]["messages"]) == 2
    assert start["hasMore"] is False
    new = message_in(told, "Et la facture ?")
    Channel.objects.update(health=ChannelHealth.BLOCKED)
    page = as_alice.data(CHANGES, after=start["cursor"], start=False)["changes"]
    assert global_id(Kind.MESSAGE, new.pk) in [m["id"] for m in page["nodes"][0]["messages"]]
    assert page["blockedChannels"] == [{"id": global_id(Kind.CHANNEL, auchan.pk)}]
    others = as_charlie.data(CHANGES, start=True)["changes"]
    assert (others["nodes"], others["blockedChannels"]) == ([], [])
    assert as_alice.errors(CHANGES, after="nonsense", start=False)


def test_the_ids_of_payloads_are_those_of_the_api(told: Discussion) -> None:
    kinds = {Kind.DISCUSSION: payload.DISCUSSION, Kind.MESSAGE: payload.MESSAGE,
             Kind.CHANNEL: payload.CHANNEL, Kind.STORE: payload.STORE}  # fmt: skip
    assert all(kind.value == prefix for kind, prefix in kinds.items())
    assert payload.event_id(told.pk) == global_id(Kind.WEBHOOK_DELIVERY, told.pk)


def test_a_scoped_member_lets_out_their_stores_alone(lumen: Company, charlie: Player) -> None:
    charlie.member.role = "manager"
    charlie.member.save()
    api = api_of(charlie)
    asked = {"url": "http://127.0.0.1:9/"}
    assert api.data(CREATE, input=asked)["createWebhook"]["errors"][0]["field"] == "storeIds"
    first, second = (global_id(Kind.STORE, store.pk) for store in (lumen.store, lumen.other_store))
    assert (
        api.data(CREATE, input={**asked, "storeIds": [first]})["createWebhook"]["errors"][0]["code"]
        == "NOT_FOUND"
    )
    assert made(api, storeIds=[second])["storeIds"] == [second]
