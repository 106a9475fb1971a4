"""Invoices by GraphQL: everything that a page can do."""

import base64
import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bench.measure.statements import statements_of
from guichet.accounts.models import Channel
from guichet.api.ids import Kind, global_id
from guichet.inbox.models import Discussion, Order
from guichet.invoicing.actions.generate_invoice import generate_invoice
from guichet.invoicing.models import Invoice
from guichet.invoicing.paper.render import render
from tests.api.asking import Api
from tests.cast import Company, Player
from tests.inbox.queries.rows import discussion_in
from tests.invoicing.rows import configured, many, stored
from tests.invoicing.sales import FRENCH, line, order, paper_of, settings_of
from tests.working import run_jobs

SAVE = """mutation ($input: SaveInvoiceSettingsInput!) { saveInvoiceSettings(input: $input) {
  settings { seller { legalName vatNumber registrations { kind value } } language rounding regime
    vat { oss rates { country products shipping } skuRates { sku rate } localNumbers { country number } }
    exchangeRates { currency rate } nextInvoiceNumber nextCreditNoteNumber }
  errors { field code message } } }"""
GENERATE = """mutation ($id: ID!, $vat: String) { generateInvoice(orderId: $id, buyerVatNumber: $vat) {
  invoice { id number kind gross vat currency issuedOn marketplaceOrderId refersToId
    file { fileName url invoiceNumber } positions { position leftGross leftQuantity } }
  errors { field code message } } }"""


def spoken(data: dict[str, Any]) -> dict[str, Any]:
    """The JSON of the settings as GraphQL input: languages are enums there."""
    return {**data, "language": data["language"].upper()}


@pytest.fixture
def shop(lumen: Company, alice: Player) -> Company:
    """The company, with settings for its first store."""
    configured(alice, lumen.store)
    return lumen


@pytest.fixture
def lamp(auchan: Channel) -> Order:
    """An order of 12.00."""
    return stored(auchan, order(line(1, "12.00")))


def test_settings_are_saved_and_shown(as_alice: Api, lumen: Company) -> None:
    store = global_id(Kind.STORE, lumen.store.pk)
    settings = spoken({**FRENCH, "exchangeRates": [{"currency": "SEK", "rate": "0.0871"}]})
    settings["vat"] = {
        **settings["vat"],
        "oss": True,
        "localNumbers": [{"country": "DE", "number": "DE136695976"}],
    }
    saved = as_alice.data(SAVE, input={"storeId": store, "settings": settings})["saveInvoiceSettings"]
    assert saved["errors"] == []
    shown = saved["settings"]
    assert shown["seller"] == {
        "legalName": "Atelier Lumen SARL",
        "vatNumber": "FR83404833048",
        "registrations": [{"kind": "SIREN", "value": "404833048"}],
    }
    assert (shown["language"], shown["rounding"], shown["regime"]) == ("FR", "LINE", "STANDARD")
    assert shown["vat"]["localNumbers"] == [{"country": "DE", "number": "DE136695976"}]
    assert shown["vat"]["rates"][0] == {"country": "FR", "products": "20.00", "shipping": "20.00"}
    assert shown["exchangeRates"][0]["currency"] == "SEK"
    assert shown["nextInvoiceNumber"].endswith("-00001")
    again = as_alice.data("query ($id: ID!) { invoiceSettings(storeId: $id) { seller { city } } }", id=store)
    assert again["invoiceSettings"]["seller"]["city"] == "Nantes"


def test_every_mistake_comes_back_at_once(as_alice: Api, lumen: Company) -> None:
    store = global_id(Kind.STORE, lumen.store.pk)
    settings = spoken({**FRENCH, "seller": {**FRENCH["seller"], "city": "", "vatNumber": "FR1"}})
    found = as_alice.data(SAVE, input={"storeId": store, "settings": settings})["saveInvoiceSettings"]
    assert found["settings"] is None
    assert {(e["field"], e["code"]) for e in found["errors"]} >= {
        ("seller.city", "REQUIRED"),
        ("seller.vatNumber", "INVALID"),
    }


def test_an_invoice_and_its_obstacle(as_alice: Api, as_charlie: Api, shop: Company, lamp: Order) -> None:
    key = global_id(Kind.ORDER, lamp.pk)
    asked = "query ($id: ID!) { node(id: $id) { ... on Order { invoice { number } invoiceObstacle } } }"
    assert as_alice.data(asked, id=key)["node"] == {"invoice": None, "invoiceObstacle": None}
    found = as_alice.data(GENERATE, id=key)["generateInvoice"]
    invoice = found["invoice"]
    assert found["errors"] == []
    assert (invoice["gross"], invoice["vat"], invoice["currency"], invoice["kind"]) == (
        "12.00",
        "2.00",
        "EUR",
        "INVOICE",
    )
    assert invoice["file"]["invoiceNumber"] == invoice["number"]
    assert invoice["positions"] == [{"position": "line 0", "leftGross": "12.00", "leftQuantity": "1.00"}]
    assert as_alice.data(GENERATE, id=key)["generateInvoice"]["invoice"]["id"] == invoice["id"]
    assert as_alice.data(asked, id=key)["node"]["invoice"] == {"number": invoice["number"]}
    by_id = "query ($id: ID!) { node(id: $id) { ... on Invoice { number } } }"
    assert as_alice.data(by_id, id=invoice["id"])["node"] == {"number": invoice["number"]}
    assert as_charlie.data(by_id, id=invoice["id"])["node"] is None
    (error,) = as_charlie.data(GENERATE, id=key)["generateInvoice"]["errors"]
    assert (error["field"], error["code"]) == ("orderId", "NOT_FOUND")


def test_a_wrong_vat_number_of_the_buyer(as_alice: Api, shop: Company, lamp: Order) -> None:
    key = global_id(Kind.ORDER, lamp.pk)
    (error,) = as_alice.data(GENERATE, id=key, vat="DE1")["generateInvoice"]["errors"]
    assert (error["field"], error["code"]) == ("buyerVatNumber", "INVALID")


def test_a_reply_takes_the_invoice_along(as_alice: Api, shop: Company, auchan: Channel, lamp: Order) -> None:
    row = discussion_in(auchan, order_ref=lamp.marketplace_order_id, recipient_kinds=["CUSTOMER"])
    reply = """mutation ($input: ReplyInput!) { reply(input: $input) { message { attachments {
      fileName invoiceNumber } } errors { message } } }"""
    given = {
        "discussionId": global_id(Kind.DISCUSSION, row.pk),
        "body": "Voici votre facture.",
        "recipients": ["CUSTOMER"],
        "attachInvoice": True,
    }
    found = as_alice.data(reply, input=given)["reply"]
    number = Invoice.objects.get().number
    assert found["errors"] == []
    assert found["message"]["attachments"] == [{"fileName": f"{number}.pdf", "invoiceNumber": number}]


def test_a_credit_note(as_alice: Api, alice: Player, shop: Company, lamp: Order) -> None:
    invoice = generate_invoice(alice.viewer, lamp.pk)
    asked = """mutation ($input: CreditInvoiceInput!) { creditInvoice(input: $input) {
      invoice { kind gross refersToId } errors { field code } } }"""
    key = global_id(Kind.INVOICE, invoice.pk)
    too_much = {"invoiceId": key, "parts": [{"position": "line 0", "gross": "12.01"}]}
    assert as_alice.data(asked, input=too_much)["creditInvoice"]["errors"] == [
        {"field": "parts.0.gross", "code": "INVALID"}
    ]
    part = {"invoiceId": key, "parts": [{"position": "line 0", "gross": "5.00"}], "reason": "Geste"}
    assert as_alice.data(asked, input=part)["creditInvoice"]["invoice"] == {
        "kind": "CREDIT_NOTE",
        "gross": "5.00",
        "refersToId": key,
    }
    notes = "query ($id: ID!) { node(id: $id) { ... on Invoice { creditNotes { gross } } } }"
    assert as_alice.data(notes, id=key)["node"]["creditNotes"] == [{"gross": "5.00"}]


def test_a_list_by_pages(
    as_alice: Api, alice: Player, as_charlie: Api, shop: Company, auchan: Channel
) -> None:
    numbers = [generate_invoice(alice.viewer, row.pk).number for row in many(auchan, 3)]
    asked = """query ($after: String, $filter: InvoiceFilter) {
      invoices(first: 2, after: $after, filter: $filter) {
        totalCount nodes { number } pageInfo { hasNextPage endCursor } } }"""
    first = as_alice.data(asked)["invoices"]
    assert first["totalCount"] == 3
    assert [node["number"] for node in first["nodes"]] == numbers[:0:-1]
    rest = as_alice.data(asked, after=first["pageInfo"]["endCursor"])["invoices"]
    assert ([node["number"] for node in rest["nodes"]], rest["pageInfo"]["hasNextPage"]) == (
        numbers[:1],
        False,
    )
    assert as_alice.data(asked, filter={"text": "o-0001"})["invoices"]["totalCount"] == 1
    assert as_alice.data(asked, filter={"until": "2000-01-01"})["invoices"]["totalCount"] == 0
    assert as_charlie.data(asked)["invoices"]["totalCount"] == 0


def test_a_preview_numbers_nothing(as_alice: Api, shop: Company, lamp: Order) -> None:
    asked = """mutation ($input: PreviewInvoiceInput!) {
      previewInvoice(input: $input) { pdf errors { field } } }"""
    given = {
        "storeId": global_id(Kind.STORE, shop.store.pk),
        "orderId": global_id(Kind.ORDER, lamp.pk),
        "settings": spoken({**FRENCH, "rounding": "DOCUMENT"}),
    }
    found = as_alice.data(asked, input=given)["previewInvoice"]
    assert base64.b64decode(found["pdf"]).startswith(b"%PDF-")
    assert not Invoice.objects.exists()
    given["settings"] = {"language": "FR"}
    assert len(as_alice.data(asked, input=given)["previewInvoice"]["errors"]) > 5


def test_an_upload(as_alice: Api, shop: Company, lamp: Order) -> None:
    query = """mutation ($file: Upload!, $input: UploadInvoiceInput!) {
      uploadInvoice(file: $file, input: $input) {
        invoice { number kind gross issuedOn } errors { code message } } }"""
    key = global_id(Kind.ORDER, lamp.pk)
    variables = {"file": None, "input": {"orderId": key, "number": "ERP-1", "issuedOn": "2026-11-20"}}

    def send(content: bytes) -> Any:
        body = {
            "operations": json.dumps({"query": query, "variables": variables}),
            "map": json.dumps({"0": ["variables.file"]}),
            "0": SimpleUploadedFile("i.pdf", content, "application/pdf"),
        }
        headers = {"Authorization": f"Bearer {as_alice.token}"}
        return as_alice.client.post("/graphql", body, headers=headers).json()["data"]["uploadInvoice"]

    assert send(b"no paper")["errors"][0]["code"] == "INVALID"
    assert send(_paper())["invoice"] == {
        "number": "ERP-1",
        "kind": "OWN",
        "gross": None,
        "issuedOn": "2026-11-20",
    }


@pytest.mark.django_db(transaction=True)
def test_a_batch_and_an_export(as_alice: Api, as_bob: Api, shop: Company, auchan: Channel) -> None:
    many(auchan, 3)
    asked = """mutation ($input: InvoiceBatchInput!) { startInvoiceBatch(input: $input) {
      batch { id total done state } errors { code } } }"""
    time = {"placedAfter": "2026-01-01T00:00:00Z", "placedBefore": "2027-01-01T00:00:00Z"}
    batch = as_alice.data(asked, input=time)["startInvoiceBatch"]["batch"]
    assert (batch["total"], batch["done"], batch["state"]) == (3, 0, "RUNNING")
    run_jobs()
    look = """query ($id: ID!) {
      node(id: $id) { ... on InvoiceBatch { done issued state problems { message } } } }"""
    assert as_alice.data(look, id=batch["id"])["node"] == {
        "done": 3,
        "issued": 3,
        "state": "DONE",
        "problems": [],
    }
    assert as_bob.data(look, id=batch["id"])["node"] is None
    export = "mutation { exportInvoices(filter: {}) { url count errors { code } } }"
    answer = as_alice.data(export)["exportInvoices"]
    assert answer["count"] == 3
    path = answer["url"].removeprefix("http://testserver")
    response = Client().get(path)
    assert response["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response)))
    assert len(archive.namelist()) == 4
    assert Client().get(path[:-3] + "xyz").status_code == 404


def test_a_list_of_orders_asks_once(as_alice: Api, shop: Company, auchan: Channel) -> None:
    for row in many(auchan, 8):
        discussion_in(auchan, order_ref=row.marketplace_order_id)
    asked = (
        "{ discussions { nodes { order { invoice { number } invoiceObstacle invoiceFetch { state } } } } }"
    )
    as_alice.data("{ viewer { name } }")
    # The list, the orders, their invoices (by the field and by the obstacle), their channels, the
    # settings, the fetches; before all these the token, and how much it asked.
    statements = statements_of(lambda: as_alice.data(asked))
    assert len(statements) == 7 + 2, [one.text for one in statements]
    found = as_alice.data(asked)["discussions"]["nodes"]
    assert [node["order"]["invoiceObstacle"] for node in found] == [None] * 8
    assert Discussion.objects.count() == 8


def _paper() -> bytes:
    return render(replace(paper_of(settings_of(), order(line(1, "12.00"))), number="ERP-1"))
