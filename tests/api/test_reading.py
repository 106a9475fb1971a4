"""Every field that can be read."""

import pytest
from pytest_django import Settings

from guichet.accounts.models import Channel
from guichet.api.ids import Kind, global_id
from guichet.inbox.links import attachment_id_of
from guichet.inbox.models import Delivery, Discussion
from tests.api.asking import Api
from tests.cast import Company
from tests.inbox.queries.rows import HOUR, NOON, discussion_in, message_in, order_in

DISCUSSION = """
fragment Address on Address { name company lines postalCode city region countryCode phone }
query ($id: ID!) { discussion(id: $id) {
  id marketplaceDiscussionId merchantDiscussionId type status isRead subject orderId
  store { id name unreadCount channels { id } }
  channel { id isEnabled inboundAddress health healthMessage lastSyncAt nextSyncAt
            store { name } marketplace { code } }
  marketplace { code name country platform }
  participants { kind name email } initiator { kind name email }
  order { id marketplaceOrderId state placedAt total currency customerName url invoice { id } invoiceObstacle
          billingAddress { ...Address } shippingAddress { ...Address }
          lines { title sku quantity unitPrice total shippingPrice } }
  product { title sku marketplaceProductId url }
  messages(first: 1) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { id author { kind name email } recipients body sentAt delivery leavesAt
            deliveryError attachments { id } } } nodes { body } }
  attachments { id fileName contentType sizeBytes url invoiceNumber }
  possibleRecipients lastMessageAt needsReplySince replyDueAt lastSyncAt createdAt
} }
"""


def test_a_discussion_with_all_its_fields(
    told: Discussion, as_alice: Api, lumen: Company, settings: Settings
) -> None:
    settings.GUICHET_BASE_URL = "https://testserver"
    found = as_alice.data(DISCUSSION, id=global_id(Kind.DISCUSSION, told.pk))["discussion"]
    lina = {"kind": "CUSTOMER", "name": "Lina Étienne", "email": "lina@example.com"}
    assert found["subject"] == "Où est ma commande ?"
    assert (found["type"], found["status"], found["isRead"]) == ("ORDER", "OPEN", False)
    assert (found["orderId"], found["merchantDiscussionId"]) == ("ORD-1", "T-1")
    assert (found["participants"], found["initiator"]) == ([lina], lina)
    assert found["product"] == {"title": "Lampe", "sku": "L-1", "marketplaceProductId": None, "url": None}
    assert found["possibleRecipients"] == ["CUSTOMER", "MARKETPLACE"]
    assert found["lastMessageAt"] == found["needsReplySince"] == "2026-03-14T12:00:00Z"
    assert (found["replyDueAt"], found["createdAt"]) == ("2026-03-14T13:00:00Z", "2026-03-14T11:00:00Z")
    assert found["lastSyncAt"] is None
    channel_id = global_id(Kind.CHANNEL, told.channel_id)
    store_id = global_id(Kind.STORE, lumen.store.pk)
    expected = {
        "id": store_id,
        "name": "Atelier Lumen FR",
        "unreadCount": 1,
        "channels": [{"id": channel_id}],
    }
    assert found["store"] == expected
    assert found["channel"] == {
        "id": channel_id, "isEnabled": True, "inboundAddress": None,
        "health": "WAITING", "healthMessage": None,
        "lastSyncAt": None, "nextSyncAt": None, "store": {"name": "Atelier Lumen FR"},
        "marketplace": {"code": "mirakl-auchan"},
    }  # fmt: skip
    mirakl = {"code": "mirakl-auchan", "name": "Auchan", "country": "FR", "platform": "MIRAKL"}
    assert found["marketplace"] == mirakl


def test_its_order(told: Discussion, as_alice: Api) -> None:
    found = as_alice.data(DISCUSSION, id=global_id(Kind.DISCUSSION, told.pk))["discussion"]["order"]
    del found["id"]
    obstacle = found.pop("invoiceObstacle")
    assert obstacle == "The invoice settings of this store are not filled in yet."
    paris = {
        "name": "Lina Étienne", "company": None, "lines": ["1 rue de la Paix"], "postalCode": "75002",
        "city": "Paris", "region": None, "countryCode": "FR", "phone": None,
    }  # fmt: skip
    line = {"title": "Lampe", "sku": "L-1", "quantity": 2, "unitPrice": "12.50", "total": "25.00"}
    assert found == {
        "marketplaceOrderId": "ORD-1", "state": "SHIPPED", "placedAt": "2026-03-14T12:00:00Z",
        "total": "25.00", "currency": "EUR", "customerName": "Lina", "url": None, "invoice": None,
        "billingAddress": paris, "shippingAddress": None, "lines": [line | {"shippingPrice": None}],
    }  # fmt: skip


def test_its_messages_and_files(told: Discussion, as_alice: Api, settings: Settings) -> None:
    settings.GUICHET_BASE_URL = "https://testserver"
    found = as_alice.data(DISCUSSION, id=global_id(Kind.DISCUSSION, told.pk))["discussion"]
    page = found["messages"]
    assert page["totalCount"] == 2
    assert page["nodes"] == [{"body": "Bonjour"}]
    cursor = page["edges"][0]["cursor"]
    bounds = {"startCursor": cursor, "endCursor": cursor}
    assert page["pageInfo"] == {"hasNextPage": True, "hasPreviousPage": False} | bounds
    message = page["edges"][0]["node"]
    assert message["author"] == {"kind": "CUSTOMER", "name": "Lina Étienne", "email": None}
    assert (message["recipients"], message["delivery"]) == (["MERCHANT"], "RECEIVED")
    assert (message["leavesAt"], message["deliveryError"], message["attachments"]) == (None, None, [])
    (file,) = found["attachments"]
    assert (file["fileName"], file["sizeBytes"], file["invoiceNumber"]) == ("photo.jpg", 1234, None)
    site, _, signed = file["url"].partition("/files/")
    assert site == "https://testserver"
    assert attachment_id_of(signed) == told.attachments.get().pk


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("QUEUED", "QUEUED"), ("SENDING", "QUEUED"), ("CHECKING", "CHECKING"), ("SENT", "SENT"),
     ("CONFIRMED", "CONFIRMED"), ("FAILED", "FAILED"), ("RECEIVED", "RECEIVED")],
)  # fmt: skip
def test_every_delivery_is_shown_and_leaves_at_only_while_it_may_be_taken_back(
    kept: str, shown: str, auchan: Channel, as_alice: Api
) -> None:
    row = discussion_in(auchan, said=[])
    assert kept in Delivery.values
    why = "Too late." if kept == "FAILED" else None
    message = message_in(row, "x", delivery=kept, leaves_at=NOON + HOUR, delivery_error=why)
    asked = "query ($id: ID!) { node(id: $id) { ... on Message { delivery leavesAt deliveryError } } }"
    found = as_alice.data(asked, id=global_id(Kind.MESSAGE, message.pk))["node"]
    leaves = "2026-03-14T13:00:00Z" if kept == "QUEUED" else None
    assert found == {"delivery": shown, "leavesAt": leaves, "deliveryError": why}


def test_who_asks(as_alice: Api, as_charlie: Api) -> None:
    asked = "{ viewer { name email stores { name } } }"
    stores = [{"name": "Atelier Lumen ES"}, {"name": "Atelier Lumen FR"}]
    expected = {"name": "Alice", "email": "alice@example.com", "stores": stores}
    assert as_alice.data(asked) == {"viewer": expected}
    assert as_charlie.data(asked)["viewer"]["stores"] == stores[:1]


def test_channels_of_all_and_of_some_stores(
    auchan: Channel, boulanger: Channel, as_alice: Api, lumen: Company
) -> None:
    asked = "query ($of: [ID!]) { channels(storeIds: $of) { marketplace { code } } }"
    codes = [{"marketplace": {"code": code}} for code in ("mirakl-boulanger", "mirakl-auchan")]
    assert as_alice.data(asked)["channels"] == codes
    one = [global_id(Kind.STORE, lumen.store.pk), "nonsense"]
    assert as_alice.data(asked, of=one)["channels"] == codes[1:]
    assert as_alice.data(asked, of=[])["channels"] == []


MARKETPLACES = """query ($search: String, $platform: Platform) {
  marketplaces(search: $search, platform: $platform) { code name country platform
  capabilities { sendsAttachments maxAttachmentBytes maxAttachmentCount attachmentExtensions maxBodyLength
                 recipients forbidsLinks needsInboundAddress }
  credentialFields { name label isSecret isRequired help defaultValue } } }"""


def test_marketplaces_are_searched_and_say_what_they_ask_for(as_alice: Api) -> None:
    (found,) = as_alice.data(MARKETPLACES, search="aucHAN", platform="MIRAKL")["marketplaces"]
    assert found["code"] == "mirakl-auchan"
    assert found["capabilities"]["recipients"] == ["CUSTOMER", "MARKETPLACE"]
    fields = {field["name"]: field for field in found["credentialFields"]}
    assert (fields["apiKey"]["isSecret"], fields["apiKey"]["isRequired"]) == (True, True)
    base = fields["baseUrl"]
    assert (base["isRequired"], base["defaultValue"]) == (False, "https://auchan-prod.mirakl.net")
    (other,) = as_alice.data(MARKETPLACES, search="mirakl-other")["marketplaces"]
    assert {f["name"]: f["isRequired"] for f in other["credentialFields"]}["baseUrl"]
    assert as_alice.data(MARKETPLACES, search="no such place")["marketplaces"] == []


def test_a_channel_whose_marketplace_left_the_catalogue_is_still_shown(
    auchan: Channel, as_alice: Api
) -> None:
    Channel.objects.update(marketplace="mirakl-gone")
    asked = "{ channels { marketplace { code name capabilities { recipients } credentialFields { name } } } }"
    (found,) = as_alice.data(asked)["channels"]
    assert found["marketplace"]["code"] == found["marketplace"]["name"] == "mirakl-gone"


def test_a_discussion_by_the_merchants_ticket(told: Discussion, as_alice: Api, as_bob: Api) -> None:
    asked = "query ($of: String!) { discussionByMerchantId(merchantDiscussionId: $of) { id } }"
    found = {"id": global_id(Kind.DISCUSSION, told.pk)}
    assert as_alice.data(asked, of="T-1") == {"discussionByMerchantId": found}
    assert as_alice.data(asked, of="T-2") == {"discussionByMerchantId": None}
    assert as_bob.data(asked, of="T-1") == {"discussionByMerchantId": None}


def test_an_order_that_was_not_fetched_is_null_but_its_id_is_known(auchan: Channel, as_alice: Api) -> None:
    order_in(auchan, "ORD-7", fetched_at=None)
    discussion_in(auchan, order_ref="ORD-7")
    found = as_alice.data("{ discussions { nodes { orderId order { id } } } }")["discussions"]["nodes"]
    assert found == [{"orderId": "ORD-7", "order": None}]


def test_a_bare_discussion_has_nulls_where_nothing_is_known(auchan: Channel, as_alice: Api) -> None:
    discussion_in(auchan, said=[], participants=[])
    asked = """{ discussions { nodes {
      initiator { name } product { sku } order { id } orderId participants { name }
      merchantDiscussionId needsReplySince replyDueAt possibleRecipients attachments { id }
      messages { totalCount nodes { id } pageInfo { startCursor endCursor hasNextPage } } } } }"""
    (found,) = as_alice.data(asked)["discussions"]["nodes"]
    page = {"startCursor": None, "endCursor": None, "hasNextPage": False}
    assert found.pop("messages") == {"totalCount": 0, "nodes": [], "pageInfo": page}
    assert {name for name, value in found.items() if value} == set()
