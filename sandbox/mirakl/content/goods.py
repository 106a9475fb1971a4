"""Products and people, read from their files."""

import tomllib
import zlib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from sandbox.mirakl.state.model import Customer
from sandbox.mirakl.state.order import Address


@dataclass(frozen=True, slots=True)
class Product:
    """Price in euros with taxes."""

    sku: str
    price: Decimal
    category: tuple[str, str]
    titles: dict[str, str]

    @property
    def number(self) -> int:
        """An offer number that never changes."""
        return 40_000 + zlib.crc32(self.sku.encode()) % 50_000


@dataclass(frozen=True, slots=True)
class Country:
    """How orders from there look."""

    name: str
    tax_rate: Decimal
    tax_code: str
    channel: str
    carrier: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes; `customer.id` is None for a marketplace account without one."""

    customer: Customer
    country_code: str
    address: Address

    @property
    def order_customer_id(self) -> str:
        """Orders always know the buyer's id."""
        return customer_number(self.customer.name)


def customer_number(name: str) -> str:
    """The same name always gets the same number."""
    return f"cust-{10_000 + zlib.crc32(name.encode()) % 90_000}"


def read_toml(name: str) -> dict[str, Any]:
    """A data file of this folder."""
    return tomllib.loads(read_text(name))


def read_text(name: str) -> str:
    """A text file of this folder, or of a folder in it."""
    return files("sandbox.mirakl.content").joinpath(*name.split("/")).read_text("utf-8")


@cache
def products() -> dict[str, Product]:
    """By SKU."""
    data = read_toml("products.toml")
    return {
        sku: Product(sku, Decimal(entry["price"]), tuple(entry["category"]), entry["titles"])
        for sku, entry in data.items()
    }


@cache
def countries() -> dict[str, Country]:
    """By ISO 3166-1 alpha-3 code."""
    data = read_toml("customers.toml")["countries"]
    return {
        code: Country(name, Decimal(rate), tax, channel, carrier)
        for code, (name, rate, tax, channel, carrier) in data.items()
    }


@cache
def people() -> dict[str, Person]:
    """By the short name the discussions use."""
    data = read_toml("customers.toml")
    anonymous = set(data["anonymous"]["keys"])
    return {
        key: _person(entry, data["firms"].get(key), anonymous=key in anonymous)
        for key, entry in data["people"].items()
    }


def _person(entry: list[str], contact: str | None, *, anonymous: bool) -> Person:
    name, language, country, zip_code, town, street = entry
    writer = contact or name
    customer = Customer(
        writer, None if anonymous else customer_number(writer), language, name if contact else None
    )
    first, _, last = writer.partition(" ")
    address = Address(
        firstname=first,
        lastname=last,
        street_1=street,
        zip_code=zip_code,
        city=town,
        country=countries()[country].name,
        country_code=country,
        company=name if contact else None,
        phone="+33 0 00 00 00 00" if country == "FRA" else None,
    )
    return Person(customer, country, address)
