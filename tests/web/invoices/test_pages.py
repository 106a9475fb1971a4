"""The pages of invoices, without a script."""

import re
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client

from guichet.accounts.models import Channel
from guichet.inbox.models import Order
from guichet.invoicing.models import Invoice, InvoiceSettings
from guichet.web.invoices.given import given_of, text_at
from tests.cast import Company, Player
from tests.invoicing.paper.papers import logo
from tests.invoicing.paper.reading import words_of
from tests.invoicing.rows import configured, many
from tests.invoicing.sales import FRENCH
from tests.web.browsing import browser_of
from tests.working import run_jobs

pytestmark = pytest.mark.django_db


def _form(**changes: str) -> dict[str, str]:
    """What a browser sends for the French settings."""
    typed = {
        "seller.legalName": "Atelier Lumen SARL",
        "seller.addressLines": "4 impasse du Modèle",
        "seller.postalCode": "44000",
        "seller.city": "Nantes",
        "seller.country": "FR",
        "seller.vatNumber": "FR83404833048",
        "seller.registrations.0.kind": "SIREN",
        "seller.registrations.0.value": "404 833 048",
        "seller.registrations.1.kind": "",
        "seller.registrations.1.value": "",
        "invoices.prefix": "LU-{year}-",
        "invoices.start": "1",
        "invoices.yearly": "1",
        "creditNotes.prefix": "LA-{year}-",
        "creditNotes.yearly": "1",
        "vat.rates.0.country": "FR",
        "vat.rates.0.products": "20",
        "vat.rates.0.shipping": "",
        "vat.rates.3.country": "DE",
        "vat.rates.3.products": "19",
        "vat.useMarketplaceTax": "1",
        "vat.pricesIncludeVat": "1",
        "language": "fr",
        "languageByCustomer": "1",
    }
    return {**typed, **changes}


def test_settings_are_kept_and_shown_again(inside: Client, lumen: Company) -> None:
    address = f"/invoices/settings?store={lumen.store.pk}"
    assert "This store makes no invoices yet" in inside.get(address).content.decode()
    picture = SimpleUploadedFile("logo.png", logo(), "image/png")
    answer = inside.post(address, {**_form(), "logo": picture})
    assert (answer.status_code, answer["Location"]) == (303, address)
    row = InvoiceSettings.objects.get(store=lumen.store)
    assert [rate["country"] for rate in row.data["vat"]["rates"]] == ["FR", "DE"]
    assert row.logo is not None
    page = inside.get(address).content.decode()
    assert "LU-2" in page
    assert 'value="FR83404833048"' in page
    assert "logo.png" in page


def test_a_wrong_number_is_said_beside_its_field_and_nothing_is_kept(inside: Client, lumen: Company) -> None:
    answer = inside.post(
        f"/invoices/settings?store={lumen.store.pk}",
        _form(
            **{
                "seller.vatNumber": "FR00404833048",
                "vat.rates.3.country": "Atlantis",
                "footer": "<b>Capital</b>",
            }
        ),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="seller.vatNumber-e"' in page
    assert 'href="#vat.rates.1.country"' in page
    assert "&lt;b&gt;Capital&lt;/b&gt;" in page
    assert not InvoiceSettings.objects.exists()


def test_a_preview_of_what_is_typed_numbers_nothing(inside: Client, lumen: Company, lamp: Order) -> None:
    typed = _form(orderId=str(lamp.pk), footer="Capital 8 000 €", store=str(lumen.store.pk))
    answer = inside.post("/invoices/settings/preview", typed)
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]
    words = words_of(answer.content)
    assert "Aperçu" in words
    assert "Capital 8 000 €" in words
    assert not InvoiceSettings.objects.exists()
    assert not Invoice.objects.exists()


def test_a_preview_with_a_mistake_shows_the_form_again(inside: Client, lumen: Company, lamp: Order) -> None:
    typed = _form(orderId=str(lamp.pk), store=str(lumen.store.pk), **{"seller.legalName": ""})
    answer = inside.post("/invoices/settings/preview", typed)
    assert answer.status_code == 422
    assert 'id="seller.legalName-e"' in answer.content.decode()


def test_an_invoice_is_made_listed_credited_and_exported(inside: Client, shop: Company, lamp: Order) -> None:
    made = inside.post(f"/orders/{lamp.pk}/invoice", {"next": "/invoices"}, follow=True)
    number = Invoice.objects.get().number
    assert f"The order has its invoice {number}." in made.content.decode()
    assert number in inside.get("/invoices", {"q": lamp.marketplace_order_id}).content.decode()
    credit = f"/invoices/{Invoice.objects.get().pk}/credit"
    page = unescape(inside.get(credit).content.decode())
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None
    form: dict[str, Any] = {"what": "parts", "position": ["line 1"], "gross line 1": "8,90", "key": key[1]}
    for _ in range(2):
        assert inside.post(credit, form)["Location"] == "/invoices"
    note = Invoice.objects.get(kind="CREDIT_NOTE")
    assert str(note.gross) == "8.90"
    assert "Credit note" in inside.get("/invoices").content.decode()
    exported = b"".join(inside.get("/invoices/export").streaming_content)  # type: ignore[attr-defined]
    names = ZipFile(BytesIO(exported)).namelist()
    assert any(number in name for name in names)
    assert any(name.endswith(".csv") for name in names)


def test_too_much_is_not_credited(inside: Client, shop: Company, lamp: Order) -> None:
    inside.post(f"/orders/{lamp.pk}/invoice")
    credit = f"/invoices/{Invoice.objects.get().pk}/credit"
    for typed in ("999", "abc"):
        form = {"what": "parts", "position": ["line 0"], "gross line 0": typed}
        answer = inside.post(credit, form)
        assert answer.status_code == 422
        assert "Nothing was issued" in answer.content.decode()
    assert Invoice.objects.count() == 1


def test_why_there_is_no_invoice_is_said(inside: Client, lumen: Company, lamp: Order) -> None:
    answer = inside.post(f"/orders/{lamp.pk}/invoice", {"next": "/invoices"}, follow=True)
    assert "invoice settings" in answer.content.decode().lower()
    assert not Invoice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_missing_ones_of_a_period_are_made_with_progress(
    inside: Client, shop: Company, auchan: Channel
) -> None:
    many(auchan, 3)
    started = inside.post("/invoices/missing", {"since": "2026-11-01", "until": "2026-11-30"})
    assert "0 of 3 orders" in inside.get(started["Location"]).content.decode()
    run_jobs()
    assert "3 invoices were made" in inside.get(started["Location"]).content.decode()
    again = inside.post("/invoices/missing", {"since": "2026-11-01", "until": "2026-11-30"}, follow=True)
    assert "Every order of this period has its invoice." in again.content.decode()


def test_nobody_sees_anothers_invoices(inside: Client, bob: Player, shop: Company, lamp: Order) -> None:
    inside.post(f"/orders/{lamp.pk}/invoice")
    invoice = Invoice.objects.get()
    outside = browser_of(bob)
    assert invoice.number not in outside.get("/invoices").content.decode()
    assert outside.get(f"/invoices/{invoice.pk}/credit").status_code == 404
    assert outside.get(f"/invoices/settings?store={shop.store.pk}").status_code == 404
    made = outside.post(f"/orders/{lamp.pk}/invoice", {"next": "/invoices"}, follow=True)
    assert invoice.number not in made.content.decode()


def test_readers_may_look_and_not_act(rita: Player, alice: Player, shop: Company, lamp: Order) -> None:
    reader = browser_of(rita)
    assert reader.get("/invoices").status_code == 200
    assert reader.get("/invoices/settings").status_code == 403
    reader.post(f"/orders/{lamp.pk}/invoice")
    assert not Invoice.objects.exists()


def test_a_period_that_ends_before_it_begins_is_told(inside: Client) -> None:
    page = inside.get("/invoices", {"since": "2026-11-30", "until": "2026-11-01"}).content.decode()
    assert "ends before it begins" in page


def test_paths_of_the_form_make_the_json_of_the_api(alice: Player, lumen: Company) -> None:
    form = QueryDict(mutable=True)
    form.update(
        _form(**{"exchangeRates.0.currency": "sek", "exchangeRates.0.rate": "0.087", "unknown.field": "x"})
    )
    data = given_of(form)
    assert data["exchangeRates"] == {"SEK": "0.087"}
    assert data["seller"]["addressLines"] == ["4 impasse du Modèle"]
    assert data["invoices"] == {"prefix": "LU-{year}-", "start": 1, "yearly": True}
    assert data["vat"]["oss"] is False
    assert "unknown" not in data
    stored = configured(alice, lumen.store, **{k: v for k, v in data.items() if k in FRENCH}).data
    assert text_at(stored, "vat.rates.1.country") == "DE"
    assert text_at(stored, "vat.rates.9.country") == ""
