"""Orders and their lines."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Address:
    """`country` is ISO 3166-1 alpha-3; `nif` is the tax number of Spain and Portugal."""

    firstname: str
    lastname: str
    address1: str
    zipcode: str
    city: str
    country: str = "FRA"
    address2: str = ""
    company: str = ""
    mobile: str = "0600000000"
    nif: str | None = None


@dataclass(slots=True)
class OrderLine:
    """`price` is of one piece and `shipping` of the line; both include taxes."""

    name: str
    price: Decimal
    quantity: int = 1
    sku: str = "LAMP-ART-01"
    shipping: Decimal = Decimal("4.99")
    fees: Decimal = Decimal("4.20")
    product_id: str = "90000001"
    offer_id: str = "C0FFEE00-3333-4333-8333-000000000201"
    state: str | None = None
    tracking: str | None = None


@dataclass(slots=True)
class Order:
    """`id` is 13 capitals and digits at Fnac, `12345678_123456-A` at Darty."""

    id: str
    shop_id: str
    client_id: str
    address: Address
    lines: list[OrderLine]
    created: datetime
    updated: datetime
    ship_by: datetime
    state: str = "Shipped"
    culture: str = "fr_FR"
    invoice_number: str | None = None
    received: datetime | None = None
