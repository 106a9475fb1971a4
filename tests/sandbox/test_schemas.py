"""Every JSON answer is what the published description says."""

from datetime import UTC, datetime

import httpx2
import pytest

from sandbox.mirakl import Customer, Entity, File, MiraklOperator, Post, Refund
from tests.sandbox.published import Check
from tests.sandbox.writing import file_part, json_part, open_on_order, reply, upload

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def edges(operator: MiraklOperator) -> MiraklOperator:
    """One of each unusual thing."""
    operator.add_thread("Sans objet", about="nothing")
    operator.add_thread("Avant achat", about="offer", customer=Customer("Nadia Perrin", None))
    operator.add_thread("Devis", entity=Entity("MMP_QUOTE_REQUEST", "Q-7", "Devis 7"))
    operator.add_thread("Für unser Büro", customer=Customer("Jonas Winkler", "c-9", "de", "Winkler GmbH"))
    operator.add_thread(Post("Un avis", "OPERATOR"), about="operator")
    files = (File("lampe cassée.png", b"\x89PNG"),)
    posts = [Post("Bonjour", at=NOON, files=files), Post("Réponse", "SHOP", to=("CUSTOMER", "OPERATOR"))]
    thread = operator.add_thread(posts)
    operator.click_no_reply_needed(thread.id)
    operator.add_order("C1-A", status="WAITING_ACCEPTANCE")
    refunded = operator.add_order("C2-A", status="RECEIVED")
    refunded.lines[0].refunds.append(Refund("R1", refunded.total, 1, "16", NOON))
    return operator


def test_reading(client: httpx2.Client, edges: MiraklOperator, check: Check) -> None:
    threads = check("M11_Response_200", client.get("/api/inbox/threads", params={"with_messages": "true"}))
    for thread in threads["data"]:
        check("M10_Response_200", client.get(f"/api/inbox/threads/{thread['id']}"))
    check("M11_Response_200", client.get("/api/inbox/threads", params={"limit": 2}))
    orders = check("OR11_Response_200", client.get("/api/orders", params={"max": 100}))
    ids = ",".join(order["order_id"] for order in orders["orders"])
    documents = check("OR72_Response_200", client.get("/api/orders/documents", params={"order_ids": ids}))
    assert [each["type"] for each in documents["order_documents"]] == ["SYSTEM_MESSAGE_ATTACHMENT"]


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/api/account", "A01_Response_200"),
        ("/api/platform/configuration", "PC01_Response_200"),
        ("/api/channels", "CH11_Response_200"),
        ("/api/reasons", "RE01_Response_200"),
        ("/api/reasons?locale=it_IT", "RE01_Response_200"),
        ("/api/documents", "DO01_Response_200"),
        ("/api/orders/taxes", "OR75_Response_200"),
    ],
)
def test_setup(client: httpx2.Client, check: Check, path: str, schema: str) -> None:
    check(schema, client.get(path))


def test_writing(client: httpx2.Client, operator: MiraklOperator, check: Check) -> None:
    thread, order = operator.add_thread("Bonjour"), operator.add_order()
    check("M12_Response_201", reply(client, thread.id, files=[file_part("a.pdf")]))
    check("OR43_Response_201", open_on_order(client, order.id))
    data = {
        "body": "Une question",
        "topic": {"type": "FREE_TEXT", "value": "Relevé"},
        "entity": {"type": "SELLER_OPERATOR"},
    }
    check("M14_Response_201", client.post("/api/inbox/threads", files=[json_part("thread_input", data)]))
    good = {"file_name": "a.pdf", "type_code": "CUSTOMER_INVOICE"}
    for entry in (good, good | {"type_code": "INVOICE"}):
        entries = {"order_documents": [entry]}
        check("OR74_Response_200", upload(client, order.id, entries, file_part("a.pdf")))
