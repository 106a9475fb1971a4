"""Mirakl's orders (OR11) in our words."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from guichet.platforms.countries import country_code
from guichet.platforms.fields import Fields
from guichet.platforms.mirakl.urls import order_page
from guichet.platforms.port import Address, Order, OrderLine, Tax

_TAX_MODES = {"TAX_INCLUDED": True, "TAX_EXCLUDED": False}


def parse_order(order: Fields, base: str) -> Order:
    """One order; FieldError without an id."""
    order_id = order.required("order_id")
    customer, lines = order.child("customer"), order.children("order_lines")
    return Order(
        marketplace_id=order_id,
        state=order.text("order_state") or "",
        lines=tuple(_line(line) for line in lines),
        placed_at=order.moment("created_date"),
        updated_at=order.moment("last_updated_date"),
        total=order.money("total_price"),
        products_total=order.money("price"),
        shipping_total=order.money("shipping_price"),
        commission=order.money("total_commission"),
        currency=order.text("currency_iso_code"),
        prices_include_tax=_TAX_MODES.get(order.text("order_tax_mode") or ""),
        customer_name=_name(customer),
        customer_locale=customer.text("locale"),
        billing_address=_address(customer.child("billing_address")),
        shipping_address=_address(customer.child("shipping_address")),
        shipped_at=_last(lines, "shipped_date"),
        ship_by=order.moment("shipping_deadline"),
        delivered_at=_last(lines, "received_date"),
        carrier=order.words("shipping_company"),
        tracking_number=order.words("shipping_tracking"),
        tracking_url=_web_address(order.text("shipping_tracking_url")),
        payment=order.words("payment_type"),
        channel_label=order.child("channel").words("label"),
        has_invoice=order.flag("has_invoice"),
        url=order_page(base, order_id),
    )


def _line(line: Fields) -> OrderLine:
    return OrderLine(
        marketplace_id=line.required("order_line_id"),
        title=line.words("product_title") or line.words("offer_sku") or "",
        quantity=line.whole("quantity") or 0,
        sku=line.words("offer_sku"),
        marketplace_product_id=line.words("product_sku"),
        state=line.text("order_line_state"),
        unit_price=line.money("price_unit"),
        total=line.money("price"),
        shipping_price=line.money("shipping_price"),
        taxes=_taxes(line, "taxes"),
        shipping_taxes=_taxes(line, "shipping_taxes"),
        refunded=_refunded(line.children("refunds")),
    )


def _taxes(line: Fields, name: str) -> tuple[Tax, ...]:
    amounts = ((tax, tax.money("amount")) for tax in line.children(name))
    return tuple(
        Tax(tax.text("code") or "", amount, tax.money("rate"))
        for tax, amount in amounts
        if amount is not None
    )


def _refunded(refunds: Sequence[Fields]) -> Decimal | None:
    parts = [refund.money(name) for refund in refunds for name in ("amount", "shipping_amount")]
    amounts = [part for part in parts if part is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def _address(address: Fields) -> Address | None:
    """A postal address; None while the marketplace holds it back (before acceptance or shipping)."""
    if not any(address.words(name) for name in ("lastname", "company", "street_1", "city", "zip_code")):
        return None
    names = ("company_2", "street_1", "street_2", "additional_info")
    return Address(
        name=_name(address),
        company=address.words("company"),
        lines=tuple(line for name in names if (line := address.words(name))),
        postal_code=address.words("zip_code"),
        city=address.words("city"),
        region=address.words("state"),
        country_code=country_code(address.text("country_iso_code"), address.text("country")),
        phone=address.words("phone") or address.words("phone_secondary"),
    )


def _name(person: Fields) -> str | None:
    return " ".join(part for name in ("firstname", "lastname") if (part := person.words(name))) or None


def _last(lines: Sequence[Fields], name: str) -> datetime | None:
    """When the last line reached a step; None until all have."""
    moments = [line.moment(name) for line in lines]
    reached = [moment for moment in moments if moment is not None]
    return max(reached) if reached and len(reached) == len(moments) else None


def _web_address(url: str | None) -> str | None:
    return url if url and url.lower().startswith(("https://", "http://")) else None
