"""CDON's orders in our words. One of theirs is one article; a basket is several that share a number."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

from guichet.platforms.countries import country_code
from guichet.platforms.fields import FieldError, Fields
from guichet.platforms.port import Address, Order, OrderLine, Tax


def parse_orders(entries: Sequence[Fields], order_id: str) -> Order:
    """The order that a number names; FieldError where the first article has no id."""
    if not entries:
        raise FieldError("order is empty")
    first = entries[0]
    first.required("id")
    parcel = next(iter(first.children("tracking_information")), Fields({}))
    lines = tuple(_line(entry) for entry in entries)
    totals = [line.total for line in lines if line.total is not None]
    address = first.child("shipping_address")
    return Order(
        marketplace_id=order_id,
        state=_state(first),
        lines=lines,
        placed_at=_moment(first, "created_at"),
        updated_at=_moment(first, "updated_at"),
        total=sum(totals, Decimal(0)) if totals else None,
        currency=_price(first).text("currency"),
        prices_include_tax=True,
        customer_name=address.words("full_name"),
        shipping_address=_address(address),
        ship_by=_moment(first, "fulfillment_deadline") or _moment(first, "fulfill_before"),
        carrier=parcel.words("carrier_name"),
        tracking_number=parcel.words("tracking_number"),
        channel_label=first.text("market"),
    )


def _state(entry: Fields) -> str:
    """One sample writes `NOT FULFILLED` with a blank."""
    return (entry.words("state") or "").replace(" ", "_").upper()


def _price(entry: Fields) -> Fields:
    """The table of the documentation and its samples use different names."""
    named = (entry.child(name) for name in ("total_price", "price", "article_price"))
    return next((price for price in named if price.values), Fields({}))


def _line(entry: Fields) -> OrderLine:
    """Amounts are for all units and without VAT; a customer thinks with it."""
    price, quantity = _price(entry), entry.whole("quantity") or 1
    amount, vat = price.money("amount"), price.money("vat_amount") or Decimal(0)
    total = None if amount is None else amount + vat
    rate = price.money("vat_rate")
    return OrderLine(
        marketplace_id=entry.text("id") or "",
        title=entry.words("title") or entry.words("article_title") or entry.words("article_sku") or "",
        quantity=quantity,
        sku=entry.words("article_sku"),
        marketplace_product_id=entry.text("article_id"),
        state=_state(entry),
        unit_price=None if total is None else (total / quantity).quantize(Decimal("0.01")),
        total=total,
        taxes=(Tax("VAT", vat, rate * 100 if rate is not None else None),) if vat else (),
    )


def _moment(entry: Fields, name: str) -> datetime | None:
    """`YYYY-MM-DD HH:MM:SS`, in UTC."""
    when = entry.moment(name)
    return when.astimezone(UTC) if when else None


def _address(address: Fields) -> Address | None:
    if not address.values:
        return None
    street = address.words("street_address")
    return Address(
        name=address.words("full_name"),
        lines=(street,) if street else (),
        postal_code=address.words("postal_code"),
        city=address.words("city"),
        country_code=country_code(address.words("country")),
        phone=address.words("phone_number"),
    )
