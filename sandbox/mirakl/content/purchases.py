"""Orders that fit their discussions: states, dates, amounts, carriers."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sandbox.mirakl.content.goods import Person, Product, countries, products
from sandbox.mirakl.state.model import Shop
from sandbox.mirakl.state.order import Order, OrderLine, Refund
from sandbox.mirakl.state.store import State

_ACCEPTED = frozenset({"SHIPPING", "SHIPPED", "TO_COLLECT", "RECEIVED", "CLOSED", "WAITING_DEBIT_PAYMENT"})
_DEBITED = _ACCEPTED - {"WAITING_DEBIT_PAYMENT"}
_SHIPPED = _DEBITED - {"SHIPPING"}
_RECEIVED = frozenset({"RECEIVED", "CLOSED"})
_SHIPPING_PRICE = {"FRA": "5.90", "BEL": "6.90", "DEU": "7.90", "AUT": "8.90", "GBR": "14.90"}
_FREE_FROM = Decimal(150)
_FIRST_NUMBER = 7_100_000
_LOCALES = {"FRA": "fr_FR", "BEL": "fr_BE", "DEU": "de_DE", "AUT": "de_AT", "ESP": "es_ES", "ITA": "it_IT"}
_CHANNELS = {"FR": "France", "DE": "Deutschland", "ES": "España", "IT": "Italia", "GB": "United Kingdom"}


def purchase(
    state: State, shop: Shop, person: Person, spec: Mapping[str, Any], created: datetime, dice: random.Random
) -> Order:
    """The order a discussion speaks of, put in the books. `spec` is the discussion's `order` table."""
    country = countries()[person.country_code]
    number = _free_number(state, created)
    order = Order(
        id=f"C{number}-A",
        commercial_id=f"C{number}",
        shop_id=shop.id,
        state=spec["state"],
        created=created,
        updated=created,
        lines=_lines(person, spec["lines"]),
        customer_id=person.order_customer_id,
        firstname=person.address.firstname,
        lastname=person.address.lastname,
        locale=_LOCALES.get(person.country_code, "en_GB"),
        billing=person.address,
        shipping=person.address,
        organization=person.customer.organization,
        channel=(country.channel, f"Site {_CHANNELS[country.channel]}"),
        seller_reference=f"AL-{created:%y%m}-{number % 1000:03}",
        payment_type=dice.choice(["CB", "CB", "PAYPAL", "APPLE_PAY"]),
        shipping_zone=(f"{country.channel}1", country.name),
        has_incident=spec.get("incident", False),
        state_reason=tuple(spec["reason"]) if "reason" in spec else None,
        additional_fields=[{"code": "gift-wrap", "type": "BOOLEAN", "value": dice.random() < 0.1}],
    )
    _date(order, state.now(), dice)
    _ship(order, country.carrier, dice)
    _refund(order, spec.get("refund"), state)
    state.orders[order.id] = order
    return order


def _free_number(state: State, created: datetime) -> int:
    """Numbers grow with time, as a marketplace's do."""
    number = _FIRST_NUMBER + int(created.timestamp() // 90) % 900_000
    while f"C{number}-A" in state.orders:
        number += 1
    return number


def _lines(person: Person, wanted: Sequence[str]) -> list[OrderLine]:
    lines = [_line(person, text) for text in wanted]
    total = sum((line.price for line in lines), Decimal(0))
    if total < _FREE_FROM:
        lines[0].shipping_price = Decimal(_SHIPPING_PRICE.get(person.country_code, "8.90"))
    return lines


def _line(person: Person, text: str) -> OrderLine:
    """`SKU` or `SKU x3`."""
    sku, _, quantity = text.partition(" x")
    return line_of(products()[sku], person, int(quantity or 1))


def line_of(product: Product, person: Person, quantity: int = 1) -> OrderLine:
    """A line without shipping price, taxed as the buyer's country asks."""
    country = countries()[person.country_code]
    return OrderLine(
        sku=product.sku,
        title=product.titles["fr"],
        titles=product.titles,
        price_unit=product.price,
        quantity=quantity,
        tax_rate=country.tax_rate,
        tax_code=country.tax_code,
        category_code=product.category[0],
        category_label=product.category[1],
        offer_id=product.number,
        product_sku=f"LGH{product.number:08}",
    )


def _date(order: Order, now: datetime, dice: random.Random) -> None:
    """The steps an order in this state has behind it, none of them in the future."""
    created = order.created
    steps = [
        ("accepted", _ACCEPTED, timedelta(minutes=dice.randint(6, 50))),
        ("debited", _DEBITED, timedelta(minutes=dice.randint(55, 80))),
        ("shipped", _SHIPPED, timedelta(hours=dice.randint(18, 44))),
        ("received", _RECEIVED, timedelta(hours=dice.randint(60, 110))),
    ]
    for name, states, after in steps:
        if order.state in states:
            setattr(order, name, min(created + after, now - timedelta(minutes=5)))
    order.updated = max(
        filter(None, (order.created, order.accepted, order.debited, order.shipped, order.received))
    )
    day = created.replace(hour=22, minute=59, second=59, microsecond=999_000)
    order.shipping_deadline = day + timedelta(days=2)
    order.delivery = (day + timedelta(days=3), day + timedelta(days=6))


def _ship(order: Order, carrier: str, dice: random.Random) -> None:
    if order.shipped is None:
        return
    order.carrier = carrier
    order.carrier_code = carrier.upper().replace(" ", "_")
    order.tracking = f"{dice.randint(10**11, 10**12 - 1)}"
    order.tracking_url = f"https://suivi.transport.example/{order.tracking}"


def _refund(order: Order, reason: str | None, state: State) -> None:
    if reason is None:
        return
    at = order.received or order.updated
    for line in order.lines:
        refund = Refund(
            str(state.new_number()), line.total, line.quantity, reason, at + timedelta(days=2, hours=3)
        )
        line.refunds.append(refund)
    order.updated = at + timedelta(days=2, hours=3)
