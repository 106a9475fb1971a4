"""The order beside a conversation: what the marketplace told of it, in the reader's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from guichet.inbox.models import Order
from guichet.web.moments import short
from guichet.web.money import money
from guichet.web.reading import locale


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the panel; `link` where the value leads somewhere outside."""

    label: str
    value: str
    link: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A product of the order."""

    quantity: int
    title: str
    total: str
    details: str


@dataclass(frozen=True, slots=True)
class Panel:
    """An order, ready to be shown. `billing` is empty where it is the delivery address."""

    number: str
    link: str
    facts: Sequence[Fact]
    lines: Sequence[Line]
    items: int
    sums: Sequence[Fact]
    delivery: Sequence[str]
    billing: Sequence[str]
    is_billing_same: bool

    @property
    def delivery_text(self) -> str:
        """The delivery address as it is copied."""
        return "\n".join(self.delivery)


def panel_of(order: Order, store: str) -> Panel:
    """The panel of a fetched order; whatever the marketplace left out is left out."""
    data: Mapping[str, Any] = order.data
    lines = [_line(line, order.currency) for line in data.get("lines") or ()]
    delivery, billing = _address(data.get("shipping_address")), _address(data.get("billing_address"))
    return Panel(
        number=order.marketplace_order_id,
        link=safe_link(order.url),
        facts=_facts(order, data, store),
        lines=lines,
        items=sum(line.quantity for line in lines),
        sums=_sums(order, data),
        delivery=delivery,
        billing=[] if billing == delivery else billing,
        is_billing_same=bool(billing) and billing == delivery,
    )


def safe_link(url: str | None) -> str:
    """An address that a click may follow; marketplaces send all sorts."""
    return url if url and url.startswith(("https://", "http://")) else ""


def _facts(order: Order, data: Mapping[str, Any], store: str) -> list[Fact]:
    tracking = " ".join(str(data[k]) for k in ("carrier", "tracking_number") if data.get(k))
    facts = [
        Fact(_("Status"), _spoken(order.state)),
        Fact(_("Ordered"), short(order.placed_at) if order.placed_at else ""),
        Fact(_("Ship by"), _when(data.get("ship_by")) if not data.get("shipped_at") else ""),
        Fact(_("Shipped"), _when(data.get("shipped_at"))),
        Fact(_("Delivered"), _when(data.get("delivered_at"))),
        Fact(_("Tracking"), tracking, safe_link(data.get("tracking_url"))),
        Fact(_("Customer"), order.customer_name),
        Fact(_("Store"), store),
        Fact(_("Payment"), str(data.get("payment") or "")),
    ]
    return [fact for fact in facts if fact.value]


def _spoken(state: str) -> str:
    """The marketplace's own word, without the shouting of its code."""
    return state.replace("_", " ").capitalize() if state.isupper() else state


def _line(line: Mapping[str, Any], currency: str) -> Line:
    quantity = int(line.get("quantity") or 0)
    parts = [str(line.get("sku") or "")]
    if quantity > 1 and line.get("unit_price") is not None:
        parts.append(_("%(price)s each") % {"price": money(line["unit_price"], currency)})
    if _amount(line.get("refunded")):
        parts.append(_("refunded %(amount)s") % {"amount": money(line["refunded"], currency)})
    return Line(
        quantity=quantity,
        title=str(line.get("title") or ""),
        total=money(line.get("total"), currency),
        details=", ".join(part for part in parts if part),
    )


def _sums(order: Order, data: Mapping[str, Any]) -> list[Fact]:
    tax = sum((_taxes(line) for line in data.get("lines") or ()), Decimal(0))
    sums = [
        Fact(_("Products"), money(data.get("products_total"), order.currency)),
        Fact(_("Shipping"), money(data.get("shipping_total"), order.currency)),
        Fact(_("Total"), money(order.total, order.currency), is_total=True),
        Fact(_("of which tax"), money(tax, order.currency) if tax and data.get("prices_include_tax") else ""),
        Fact(_("Tax"), money(tax, order.currency) if tax and data.get("prices_include_tax") is False else ""),
        Fact(_("Commission"), money(data.get("commission"), order.currency)),
    ]
    return [fact for fact in sums if fact.value]


def _taxes(line: Mapping[str, Any]) -> Decimal:
    taxes = [*(line.get("taxes") or ()), *(line.get("shipping_taxes") or ())]
    return sum((_amount(tax.get("amount")) for tax in taxes), Decimal(0))


def _amount(value: object) -> Decimal:
    try:
        return Decimal(str(value)) if value is not None else Decimal(0)
    except InvalidOperation:
        return Decimal(0)


def _when(text: object) -> str:
    try:
        return short(datetime.fromisoformat(str(text))) if text else ""
    except ValueError:
        return ""


def _address(data: Mapping[str, Any] | None) -> list[str]:
    """The lines of an envelope, then the telephone."""
    if not data:
        return []
    town = " ".join(str(data[k]) for k in ("postal_code", "city") if data.get(k))
    country = _country(data.get("country_code"))
    place = ", ".join(part for part in (town, str(data.get("region") or ""), country) if part)
    rows = [data.get("name"), data.get("company"), *(data.get("lines") or ()), place, data.get("phone")]
    return [str(row) for row in rows if row]


def _country(code: object) -> str:
    return str(locale().territories.get(str(code).upper(), code)) if code else ""
