"""OR11, the documents of orders, and what is read once a day."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from sandbox.mirakl import MiraklOperator, Order, OrderLine, Refund
from tests.sandbox.writing import file_part, upload

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
INVOICE = {"file_name": "FA-1.pdf", "type_code": "CUSTOMER_INVOICE"}


@pytest.fixture
def order(operator: MiraklOperator) -> Order:
    lines = [
        OrderLine("ARC-NOIR", "Lampadaire arc noir", Decimal("189.00"), 1, Decimal("9.90")),
        OrderLine("E27-6W", "Ampoule E27", Decimal("7.95"), 3),
    ]
    return operator.add_order("C500-A", lines=lines, created=NOON)


def found(client: httpx2.Client, **parameters: Any) -> list[str]:
    answer = client.get("/api/orders", params=parameters)
    assert answer.status_code == 200, answer.text
    return [order["order_id"] for order in answer.json()["orders"]]


def test_amounts_add_up(client: httpx2.Client, order: Order) -> None:
    shown = client.get("/api/orders", params={"order_ids": order.id})
    read = shown.json(parse_float=Decimal)["orders"][0]
    assert read["total_price"] == Decimal("222.75")
    assert read["price"] + read["shipping_price"] == read["total_price"]
    assert sum(line["total_price"] for line in read["order_lines"]) == read["total_price"]
    taxes = [tax for line in read["order_lines"] for tax in line["taxes"] + line["shipping_taxes"]]
    assert sum(tax["amount"] for tax in taxes) == read["order_taxes"][0]["total_amount"]


@pytest.mark.parametrize(
    ("status", "visible"),
    [
        ("STAGING", False),
        ("WAITING_ACCEPTANCE", False),
        ("WAITING_DEBIT", False),
        ("WAITING_DEBIT_PAYMENT", False),
        ("SHIPPING", True),
        ("SHIPPED", True),
        ("CLOSED", True),
    ],
)
def test_addresses_are_null_before_shipping(
    client: httpx2.Client, operator: MiraklOperator, status: str, visible: bool
) -> None:
    operator.add_order("C1-A", status=status)
    customer = client.get("/api/orders").json()["orders"][0]["customer"]
    assert (customer["billing_address"] is not None) == visible
    assert (customer["shipping_address"] is not None) == visible
    assert customer["lastname"] == "Moreau"


def test_pages_with_an_offset(client: httpx2.Client, operator: MiraklOperator) -> None:
    for number in range(25):
        operator.add_order(f"C{number:02}-A", created=NOON + timedelta(hours=number))
    first = client.get("/api/orders")
    assert len(first.json()["orders"]) == 10
    assert first.json()["total_count"] == 25
    assert 'offset=10>; rel="next"' in first.headers["Link"]
    assert found(client, max=10, offset=20) == [f"C{number:02}-A" for number in range(20, 25)]
    assert found(client, max=1, order="desc") == ["C24-A"]
    assert found(client, offset=25) == []
    assert len(found(client, max=1000)) == 25


def test_filters(client: httpx2.Client, operator: MiraklOperator, order: Order) -> None:
    other = operator.add_order("C501-A", status="RECEIVED", created=NOON - timedelta(days=9))
    operator.put_order(replace(other, has_incident=True, seller_reference="S-77", channel=None))
    assert found(client, order_ids="C501-A,C999-A") == ["C501-A"]
    assert found(client, order_references_for_customer="C500") == ["C500-A"]
    assert found(client, order_references_for_seller="S-77") == ["C501-A"]
    assert found(client, order_state_codes="RECEIVED,CLOSED") == ["C501-A"]
    assert found(client, has_incident="true") == ["C501-A"]
    assert found(client, only_null_channel="true") == ["C501-A"]
    assert found(client, channel_codes="FR,DE") == ["C500-A"]
    assert found(client, start_date="2026-11-20T12:00:00Z") == ["C500-A"]
    assert found(client, end_date="2026-11-19T00:00:00Z") == ["C501-A"]
    assert found(client, start_update_date="2026-11-20T12:00:00Z") == ["C500-A"]
    assert found(client, end_update_date="2026-11-19T00:00:00Z") == ["C501-A"]


@pytest.mark.parametrize(
    "query",
    [
        "max=0",
        "offset=-1",
        "order=up",
        "sort=price",
        "has_incident=maybe",
        "start_date=2026-11-20",
        "locale=xx_XX",
        "order_ids=" + ",".join(f"C{number}-A" for number in range(101)),
    ],
)
def test_what_makes_no_sense_is_refused(client: httpx2.Client, query: str) -> None:
    assert client.get(f"/api/orders?{query}").status_code == 400


def test_a_refund_shows_on_its_line(client: httpx2.Client, operator: MiraklOperator, order: Order) -> None:
    order.lines[0].refunds.append(Refund("R1", Decimal("198.90"), 1, "16", NOON))
    shown = client.get("/api/orders").json()["orders"][0]
    assert shown["order_lines"][0]["order_line_state"] == "REFUNDED"
    assert shown["order_lines"][0]["refunds"][0]["amount"] == 198.9
    assert shown["fully_refunded"] is False
    order.lines[1].refunds.append(Refund("R2", Decimal("23.85"), 3, "16", NOON))
    assert client.get("/api/orders").json()["orders"][0]["fully_refunded"] is True


def test_a_customer_message_shows_on_the_order(
    client: httpx2.Client, operator: MiraklOperator, order: Order
) -> None:
    assert client.get("/api/orders").json()["orders"][0]["has_customer_message"] is False
    operator.add_thread("Bonjour", order=order)
    assert client.get("/api/orders").json()["orders"][0]["has_customer_message"] is True


def test_an_invoice_is_stored_listed_and_deleted(
    client: httpx2.Client, operator: MiraklOperator, order: Order
) -> None:
    answer = upload(client, order.id, {"order_documents": [INVOICE]}, file_part("FA-1.pdf", b"%PDF-1.7"))
    assert (answer.status_code, answer.json()) == (200, {"errors_count": 0, "order_documents": []})
    assert client.get("/api/orders").json()["orders"][0]["has_invoice"] is True
    listed = client.get("/api/orders/documents", params={"order_ids": order.id}).json()["order_documents"]
    assert [(each["file_name"], each["type"], each["file_size"]) for each in listed] == [
        ("FA-1.pdf", "CUSTOMER_INVOICE", 8)
    ]
    number = listed[0]["id"]
    one = client.get("/api/orders/documents/download", params={"document_ids": number})
    assert one.content == b"%PDF-1.7"
    whole = client.get("/api/orders/documents/download", params={"order_ids": order.id})
    assert zipfile.ZipFile(io.BytesIO(whole.content)).namelist() == [f"{order.id}/FA-1.pdf"]
    assert client.delete(f"/api/orders/documents/{number}").status_code == 204
    assert client.delete(f"/api/orders/documents/{number}").status_code == 404
    assert client.get("/api/orders").json()["orders"][0]["has_invoice"] is False


@pytest.mark.parametrize(
    ("entry", "code", "field"),
    [
        ({"file_name": "FA-1.pdf", "type_code": "INVOICE"}, "valid_order_document.type", "type_code"),
        (
            {"file_name": "FA-1.pdf", "type_code": "SYSTEM_MESSAGE_ATTACHMENT"},
            "valid_order_document.type",
            "type_code",
        ),
        (
            {"file_name": "FA-2.pdf", "type_code": "CUSTOMER_INVOICE"},
            "valid_order_document.file",
            "file_name",
        ),
    ],
)
def test_a_200_can_be_a_failure(
    client: httpx2.Client, operator: MiraklOperator, order: Order, entry: Any, code: str, field: str
) -> None:
    entries = {"order_documents": [entry, {"file_name": "ok.pdf", "type_code": "INSTALLATION_GUIDE"}]}
    answer = upload(client, order.id, entries, file_part("FA-1.pdf"), file_part("ok.pdf"))
    assert answer.status_code == 200
    assert answer.json()["errors_count"] == 1
    failed = answer.json()["order_documents"][0]
    assert failed["input"] == entry
    assert [(error["code"], error["field"]) for error in failed["errors"]] == [(code, field)]
    assert [document.name for document in operator.documents(order.id)] == ["ok.pdf"]


@pytest.mark.parametrize("name", ["reçu.pdf", "photo.jpeg", "sans-extension"])
def test_names_an_order_document_may_not_have(client: httpx2.Client, order: Order, name: str) -> None:
    entries = {"order_documents": [{"file_name": name, "type_code": "CUSTOMER_INVOICE"}]}
    assert upload(client, order.id, entries, file_part(name)).json()["errors_count"] == 1


@pytest.mark.parametrize(
    "entries", [[INVOICE], INVOICE, {"order_documents": []}, {"order_documents": INVOICE}]
)
def test_only_the_wrapper_object_is_understood(
    client: httpx2.Client, operator: MiraklOperator, order: Order, entries: Any
) -> None:
    assert upload(client, order.id, entries, file_part("FA-1.pdf")).status_code == 400
    assert operator.documents(order.id) == []


def test_documents_need_files_with_distinct_names(client: httpx2.Client, order: Order) -> None:
    entries = {"order_documents": [INVOICE]}
    assert upload(client, order.id, entries).status_code == 400
    assert upload(client, order.id, entries, file_part("FA-1.pdf"), file_part("FA-1.pdf")).status_code == 400
    assert client.post(f"/api/orders/{order.id}/documents", json=entries).status_code == 415


def test_message_attachments_are_order_documents_that_cannot_be_deleted(
    client: httpx2.Client, operator: MiraklOperator, order: Order
) -> None:
    operator.state.put_document(order.id, order.shop_id, "p.jpg", "SYSTEM_MESSAGE_ATTACHMENT", b"1")
    assert client.delete(f"/api/orders/documents/{operator.documents(order.id)[0].id}").status_code == 403


def test_documents_are_asked_for_by_order(client: httpx2.Client) -> None:
    assert client.get("/api/orders/documents").status_code == 400
    assert client.get("/api/orders/documents/download").status_code == 400


def test_reasons_and_document_types_speak_the_asked_language(client: httpx2.Client) -> None:
    french = client.get("/api/reasons").json()["reasons"]
    german = client.get("/api/reasons", params={"locale": "de_DE"}).json()["reasons"]
    assert french[0]["label"] == "Article non reçu"
    assert german[0]["label"] == "Artikel nicht erhalten"
    assert len({(reason["type"], reason["code"]) for reason in french}) == len(french)
    assert len({reason["code"] for reason in french}) < len(french)
    assert client.get("/api/reasons", params={"locale": "xx_XX"}).status_code == 400
    shop_only = client.get("/api/documents", params={"entities": "SHOP"}).json()["documents"]
    assert [kind["code"] for kind in shop_only] == ["ID_CARD"]
