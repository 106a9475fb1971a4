"""Settings: every reason at once, check digits, and what they mean over the years."""

import io
from typing import Any

import pytest
from PIL import Image

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.actions.upload import upload
from guichet.invoicing.actions.generate_invoice import generate_invoice
from guichet.invoicing.actions.save_settings import save_settings
from guichet.invoicing.models import InvoiceSettings
from guichet.invoicing.queries.settings import settings_of
from guichet.invoicing.settings.own_address import address_of
from guichet.invoicing.settings.parse import parse_settings
from guichet.invoicing.settings.plain import plain
from guichet.invoicing.settings.registrations import KINDS, compact
from guichet.invoicing.settings.vat_numbers import vat_number
from tests.cast import Company, Player
from tests.invoicing.rows import configured, many
from tests.invoicing.sales import FRENCH
from tests.invoicing.sales import settings_of as form_of


def fields_of(data: Any) -> list[str | None]:
    return [problem.field for problem in parse_settings(data)[1]]


def with_seller(**changes: Any) -> dict[str, Any]:
    return {**FRENCH, "seller": {**FRENCH["seller"], **changes}}


def with_vat(**changes: Any) -> dict[str, Any]:
    return {**FRENCH, "vat": {**FRENCH["vat"], **changes}}


def test_nothing_filled_in_names_everything_that_is_missing() -> None:
    assert fields_of({}) == [
        "seller.country", "seller.legalName", "seller.addressLines", "seller.postalCode", "seller.city",
        "seller.vatNumber", "vat.rates", "seller.registrations",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (with_seller(vatNumber="FR 00 12345"), "seller.vatNumber"),
        (with_seller(vatNumber="FR84404833048"), "seller.vatNumber"),
        (
            with_seller(registrations=[{"kind": "SIRET", "value": "40483304800023"}]),
            "seller.registrations.0.value",
        ),
        (with_seller(registrations=[{"kind": "CLUB", "value": "1"}]), "seller.registrations.0.kind"),
        (with_seller(email="lumen"), "seller.email"),
        (with_seller(country="Frankreich"), "seller.country"),
        (with_seller(legalName=7), "seller.legalName"),
        (with_seller(legalName="x" * 201), "seller.legalName"),
        ({**FRENCH, "invoices": {"prefix": "é-"}}, "invoices.prefix"),
        ({**FRENCH, "invoices": {"prefix": "LU1"}}, "invoices.prefix"),
        ({**FRENCH, "invoices": {"prefix": "LU-", "yearly": True}}, "invoices.prefix"),
        ({**FRENCH, "invoices": {"prefix": "LU-", "start": 0}}, "invoices.start"),
        ({**FRENCH, "creditNotes": FRENCH["invoices"]}, "creditNotes.prefix"),
        (with_vat(rates=[{"country": "FR", "products": "120"}]), "vat.rates.0.products"),
        (with_vat(rates=[{"country": "FR", "products": "NaN"}]), "vat.rates.0.products"),
        (with_vat(rates=[{"country": "FR", "products": "20"}] * 2), "vat.rates"),
        (with_vat(rates=[{"country": "FR", "products": "0", "category": "E"}]), "vat.rates.0.reason"),
        (with_vat(rates=[{"country": "FR", "products": "20", "category": "Z"}]), "vat.rates.0.category"),
        (with_vat(rates="20"), "vat.rates"),
        (with_vat(localNumbers={"DE": "DE136695977"}), "vat.localNumbers.DE"),
        (with_vat(oss="yes"), "vat.oss"),
        ({**FRENCH, "exchangeRates": {"SEK": 0}}, "exchangeRates.SEK"),
        ({**FRENCH, "currency": "EURO"}, "currency"),
        ({**FRENCH, "language": "nl"}, "language"),
        ({**FRENCH, "timeZone": "Paris"}, "timeZone"),
        ({**FRENCH, "ownAddress": "ftp://erp.example/{orderId}"}, "ownAddress"),
        ({**FRENCH, "ownAddress": "https://erp.example/invoice.pdf"}, "ownAddress"),
        ({**FRENCH, "ownAddress": "https://{orderId}.example/invoice.pdf"}, "ownAddress"),
        ({**FRENCH, "ownAddress": "https://user:secret@erp.example/{orderId}"}, "ownAddress"),
        ({**FRENCH, "colour": "red"}, "colour"),
        ([], None),
    ],
)
def test_each_mistake_is_named_by_its_field(data: Any, field: str | None) -> None:
    assert field in fields_of(data)


def test_a_small_business_of_another_country_writes_its_mention() -> None:
    spanish = with_seller(country="ES", vatNumber="ESB58378431", registrations=[])
    assert fields_of({**spanish, "regime": "SMALL_BUSINESS"}) == ["exemptionMention"]
    assert fields_of({**spanish, "regime": "SMALL_BUSINESS", "exemptionMention": "Exento"}) == []


def test_what_is_stored_reads_back_the_same() -> None:
    settings = form_of(exchangeRates={"SEK": "0.0871"}, vat={"localNumbers": {"DE": "DE136695976"}})
    assert parse_settings(plain(settings)) == (settings, [])


def test_an_order_id_stays_inside_the_address() -> None:
    address = address_of("https://erp.example/i/{orderId}.pdf", "../a?b=c#d e")
    assert address == "https://erp.example/i/..%2Fa%3Fb%3Dc%23d%20e.pdf"


@pytest.mark.parametrize(
    ("written", "country", "number"),
    [
        ("83 404 833 048", "FR", "FR83404833048"),
        ("el 094259216", "GR", "EL094259216"),
        ("GB 980 7806 84", "GB", "GB980780684"),
        ("CHE-107.787.577 IVA", "CH", "CHE107787577IVA"),
        ("995 525 828 MVA", "NO", "NO995525828MVA"),
        ("DE136695977", "DE", None),
        ("", "FR", None),
    ],
)
def test_vat_numbers(written: str, country: str, number: str | None) -> None:
    assert vat_number(written, country) == number


def test_registers_with_check_digits_refuse_what_cannot_be() -> None:
    for kind, one in KINDS.items():
        assert (compact(kind, "12") is None) == (one.module is not None), kind


def test_only_owners_and_managers_save(
    charlie: Player, rita: Player, bob: Player, alice: Player, lumen: Company
) -> None:
    for who in (charlie, rita, bob):
        with pytest.raises(RefusalError):
            configured(who, lumen.store)
    assert not InvoiceSettings.objects.exists()
    configured(alice, lumen.store)
    assert settings_of(alice.viewer, lumen.store.pk) is not None
    with pytest.raises(RefusalError, match="no such store"):
        settings_of(bob.viewer, lumen.store.pk)


def test_the_start_of_a_begun_series_stays(alice: Player, shop: Company, auchan: Channel) -> None:
    generate_invoice(alice.viewer, many(auchan, 1)[0].pk)
    configured(alice, shop.store)
    with pytest.raises(RefusalError, match="stands at 1, so its start stays"):
        configured(alice, shop.store, invoices={**FRENCH["invoices"], "start": 50})


def test_a_yearly_series_keeps_its_first_year(alice: Player, lumen: Company) -> None:
    invoices = {"prefix": "LU-{year}-", "start": 1185, "startYear": 2025}
    configured(alice, lumen.store, invoices=invoices)
    configured(alice, lumen.store, invoices={"prefix": "LU-{year}-", "start": 1185})
    view = settings_of(alice.viewer, lumen.store.pk)
    assert view is not None
    assert view.data["invoices"]["startYear"] == 2025
    assert view.next_invoice_number.endswith("-00001")


def test_a_logo_is_a_small_picture(alice: Player, lumen: Company) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (60, 30), "navy").save(picture, "PNG")
    good = upload(alice.viewer, "logo.png", io.BytesIO(picture.getvalue()))
    bad = upload(alice.viewer, "logo.png", io.BytesIO(b"\x89PNG\r\n\x1a\n no picture"))
    row = save_settings(alice.viewer, lumen.store.pk, FRENCH, logo_id=good.pk)
    assert row.logo == good
    with pytest.raises(RefusalError, match="PNG or JPEG"):
        save_settings(alice.viewer, lumen.store.pk, FRENCH, logo_id=bad.pk)
    assert save_settings(alice.viewer, lumen.store.pk, FRENCH).logo == good
    assert save_settings(alice.viewer, lumen.store.pk, FRENCH, drops_logo=True).logo is None
