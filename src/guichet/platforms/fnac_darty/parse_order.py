"""Orders of Fnac and Darty (orders_query) in our words."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from guichet.platforms.countries import country_code
from guichet.platforms.fields import Fields
from guichet.platforms.fnac_darty.moments import moment
from guichet.platforms.fnac_darty.node import Node
from guichet.platforms.fnac_darty.urls import order_page
from guichet.platforms.port import Address, Order, OrderLine

# All five sites sell in euros; the service names no currency.
_CURRENCY = "EUR"


def parse_order(order: Node, base: str) -> Order:
    """One order; FieldError without an id. Its totals are sums of its lines, since the service gives none."""
    fields = order.fields
    order_id = fields.required("order_id")
    details = [detail.fields for detail in order.children("order_detail")]
    lines = tuple(_line(detail, place) for place, detail in enumerate(details, 1))
    products, shipping = _sum([line.total for line in lines]), _sum([line.shipping_price for line in lines])
    return Order(
        marketplace_id=order_id,
        state=fields.text("state") or "",
        lines=lines,
        placed_at=moment(fields, "created_at"),
        total=None if products is None else products + (shipping or 0),
        products_total=products,
        shipping_total=shipping,
        commission=fields.money("fees") or _sum([detail.money("fees") for detail in details]),
        currency=_CURRENCY,
        customer_name=_name(fields, "client_firstname", "client_lastname"),
        # The schema and two clients disagree about the word.
        customer_locale=fields.text("client_culture") or fields.text("order_culture"),
        billing_address=_address(order.child("billing_address").fields),
        shipping_address=_address(order.child("shipping_address").fields),
        ship_by=moment(fields, "max_expedition_date"),
        delivered_at=_last(details, "received_at"),
        tracking_number=", ".join(dict.fromkeys(filter(None, (d.words("tracking_number") for d in details))))
        or None,
        has_invoice=fields.text("invoice_number_reference") is not None,
        url=order_page(base, order_id),
    )


def _line(detail: Fields, place: int) -> OrderLine:
    quantity, price = detail.whole("quantity") or 0, detail.money("price")
    return OrderLine(
        # Unique inside its order only.
        marketplace_id=detail.text("order_detail_id") or str(place),
        title=detail.words("product_name") or detail.words("offer_seller_id") or "",
        quantity=quantity,
        sku=detail.words("offer_seller_id"),
        marketplace_product_id=detail.words("product_fnac_id"),
        state=detail.text("state"),
        unit_price=price,
        total=None if price is None else price * quantity,
        shipping_price=detail.money("shipping_price"),
    )


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _address(address: Fields) -> Address | None:
    """A postal address; None where nothing is given, as may be before an order is accepted."""
    if not any(address.words(name) for name in ("lastname", "company", "address1", "city", "zipcode")):
        return None
    return Address(
        name=_name(address, "firstname", "lastname"),
        company=address.words("company"),
        lines=tuple(line for n in (1, 2, 3) if (line := address.words(f"address{n}"))),
        postal_code=address.words("zipcode"),
        city=address.words("city"),
        region=address.words("state"),
        country_code=country_code(address.words("country")),
        phone=address.words("mobile") or address.words("phone"),
    )


def _name(person: Fields, *names: str) -> str | None:
    return " ".join(part for name in names if (part := person.words(name))) or None


def _last(details: Sequence[Fields], name: str) -> datetime | None:
    """When the last line reached a step; None until all have."""
    moments = [moment(detail, name) for detail in details]
    reached = [at for at in moments if at is not None]
    return max(reached) if reached and len(reached) == len(moments) else None
