"""Orders as the marketplace tells them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import strawberry

from guichet.api.field import resolved
from guichet.api.ids import Kind, global_id
from guichet.api.invoice.loaders import fetches_of, invoices_of
from guichet.api.invoice.types import Invoice, InvoiceFetch, invoice, invoice_fetch
from guichet.api.node.types import Node
from guichet.api.peers import Peers
from guichet.inbox import models
from guichet.invoicing.queries.obstacle import obstacles


@strawberry.type(description="A postal address.")
class Address:
    """The contract's Address."""

    name: str | None = strawberry.field(description="The person.")
    company: str | None = strawberry.field(description="The company.")
    lines: list[str] = strawberry.field(description="Street and what belongs to it, one entry a line.")
    postal_code: str | None = strawberry.field(description="As the country writes it.")
    city: str | None = strawberry.field(description="The town.")
    region: str | None = strawberry.field(description="State or province, where the country has them.")
    country_code: str | None = strawberry.field(description="ISO 3166-1 alpha-2.")
    phone: str | None = strawberry.field(description="As the marketplace gives it.")


@strawberry.type(description="One line of an order; money is in the order's currency.")
class OrderLine:
    """The contract's OrderLine."""

    title: str = strawberry.field(description="The product's name.")
    sku: str | None = strawberry.field(description="The merchant's own reference.")
    quantity: int = strawberry.field(description="How many pieces.")
    unit_price: Decimal | None = strawberry.field(description="The price of one piece.")
    total: Decimal | None = strawberry.field(description="The price of the line.")
    shipping_price: Decimal | None = strawberry.field(description="The shipping of the line.")


@strawberry.type(description="An order as the marketplace tells it.")
class Order(Node):
    """The contract's Order."""

    row: strawberry.Private[models.Order]
    peers: strawberry.Private[Peers[models.Order]]
    data: strawberry.Private[Mapping[str, Any]]
    marketplace_order_id: str = strawberry.field(description="The marketplace's own id.")
    state: str = strawberry.field(description="The marketplace's own word for the state.")
    placed_at: datetime | None = strawberry.field(description="When it was placed.")
    total: Decimal | None = strawberry.field(description="With shipping.")
    currency: str | None = strawberry.field(description="ISO 4217.")
    customer_name: str | None = strawberry.field(description="Who placed it.")
    url: str | None = strawberry.field(
        description="The order in the marketplace's back office, where its address is known."
    )

    @resolved("The invoice that it has, made here or elsewhere.")
    def invoice(self) -> Invoice | None:
        """Read once for all orders of the list."""
        found = self.peers.ask(invoices_of).get(self.row.pk)
        return invoice(found) if found else None

    @resolved("Why an invoice cannot be made now; null where one can, or is there.")
    def invoice_obstacle(self) -> str | None:
        """Found out once for all orders of the list."""
        return self.peers.ask(obstacles)[self.row.pk]

    @resolved("How the fetching from the seller's own system goes; null where nobody asked for it.")
    def invoice_fetch(self) -> InvoiceFetch | None:
        """Read once for all orders of the list."""
        found = self.peers.ask(fetches_of).get(self.row.pk)
        return invoice_fetch(found) if found else None

    @resolved("Where the bill goes.")
    def billing_address(self) -> Address | None:
        """From the order's data."""
        return _address(self.data.get("billing_address"))

    @resolved("Where the parcel goes.")
    def shipping_address(self) -> Address | None:
        """From the order's data."""
        return _address(self.data.get("shipping_address"))

    @resolved("What was ordered.")
    def lines(self) -> list[OrderLine]:
        """From the order's data."""
        return [_line(line) for line in self.data.get("lines") or ()]


def order(row: models.Order, peers: Peers[models.Order]) -> Order:
    """From a row that was fetched, and those it was read with."""
    return Order(
        id=global_id(Kind.ORDER, row.pk),
        row=row,
        peers=peers,
        data=row.data,
        marketplace_order_id=row.marketplace_order_id,
        state=row.state,
        placed_at=row.placed_at,
        total=row.total,
        currency=row.currency or None,
        customer_name=row.customer_name or None,
        url=row.url or None,
    )


def _address(data: Mapping[str, Any] | None) -> Address | None:
    if not data:
        return None
    words = ("name", "company", "postal_code", "city", "region", "country_code", "phone")
    return Address(lines=list(data.get("lines") or ()), **{word: data.get(word) or None for word in words})


def _line(data: Mapping[str, Any]) -> OrderLine:
    prices = {key: _decimal(data.get(key)) for key in ("unit_price", "total", "shipping_price")}
    return OrderLine(
        title=data.get("title") or "", sku=data.get("sku") or None, quantity=data["quantity"], **prices
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
