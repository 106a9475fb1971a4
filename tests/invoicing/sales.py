"""Settings and orders of invented shops, as small as a test needs them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from guichet.invoicing.compose import compose
from guichet.invoicing.document import Paper
from guichet.invoicing.sale import Sale
from guichet.invoicing.settings.form import Settings
from guichet.invoicing.settings.parse import parse_settings
from guichet.platforms.port import Address, Order, OrderLine
from guichet.platforms.words import Platform

TODAY = date(2026, 11, 23)
PLACED = datetime(2026, 11, 16, 9, tzinfo=UTC)
LYON = Address("Camille Renard", None, ("12 rue de l’Exemple",), "69003", "Lyon", None, "FR")
BERLIN = Address("Jonas Beispiel", None, ("Musterweg 3",), "10115", "Berlin", None, "DE")
MADRID = Address("Inés Ejemplo", None, ("Calle Modelo 5",), "28001", "Madrid", None, "ES")
LAS_PALMAS = Address("Iker Ejemplo", None, ("Calle Modelo 9",), "35001", "Las Palmas", None, "ES")
MILAN = Address("Lia Esempio", None, ("Via Esempio 7",), "20121", "Milano", None, "IT")
ZURICH = Address("Urs Muster", None, ("Musterplatz 1",), "8001", "Zürich", None, "CH")

FRENCH: Mapping[str, Any] = {
    "seller": {
        "legalName": "Atelier Lumen SARL",
        "addressLines": ["4 impasse du Modèle"],
        "postalCode": "44000",
        "city": "Nantes",
        "country": "FR",
        "vatNumber": "FR83404833048",
        "registrations": [{"kind": "SIREN", "value": "404 833 048"}],
    },
    "invoices": {"prefix": "LU-{year}-", "start": 1, "startYear": 2026},
    "creditNotes": {"prefix": "LA-{year}-", "start": 1, "startYear": 2026},
    "language": "fr",
    "vat": {
        "rates": [
            {"country": "FR", "products": "20", "shipping": "20"},
            {"country": "DE", "products": "19", "shipping": "19"},
        ],
        "skuRates": [{"sku": "BOOK-1", "rate": "5.5", "country": "FR"}],
    },
}


def settings_of(base: Mapping[str, Any] = FRENCH, **changes: Any) -> Settings:
    """Checked settings; `vat` and `seller` are merged, everything else is replaced."""
    merged = {**base, **changes}
    for part in ("vat", "seller"):
        if part in changes:
            merged[part] = {**base[part], **changes[part]}
    settings, problems = parse_settings(merged)
    assert problems == []
    return settings


def line(number: int, price: str, quantity: int = 1, sku: str | None = None, **values: Any) -> OrderLine:
    """A line of so many pieces at a price."""
    total = Decimal(price) * quantity
    defaults: dict[str, Any] = {"unit_price": Decimal(price), "total": total, "state": "SHIPPED"}
    return OrderLine(str(number), f"Article {number}", quantity, sku or f"SKU-{number}", **defaults | values)


def order(*lines: OrderLine, **values: Any) -> Order:
    """A shipped order that adds up unless told otherwise."""
    total = sum(((one.total or Decimal(0)) + (one.shipping_price or Decimal(0)) for one in lines), Decimal(0))
    total += values.get("shipping_total") or Decimal(0)
    defaults: dict[str, Any] = {
        "marketplace_id": "230411-88412-A",
        "state": "SHIPPED",
        "placed_at": PLACED,
        "shipped_at": PLACED,
        "total": total,
        "currency": "EUR",
        "prices_include_tax": True,
        "billing_address": LYON,
        "shipping_address": LYON,
        "customer_name": "Camille Renard",
    }
    return Order(lines=lines, **defaults | values)


def paper_of(settings: Settings, sold: Order, buyer_vat_number: str | None = None) -> Paper:
    """The invoice of a Mirakl order."""
    return compose(settings, Sale(sold, Platform.MIRAKL, "Leroy Merlin", buyer_vat_number), TODAY)
