"""A line of an order as OR11 shows it."""

import hashlib
import uuid
from decimal import Decimal
from typing import Any

from sandbox.mirakl.dates import written, written_or_none
from sandbox.mirakl.state.order import Order, OrderLine, Refund, cents

Json = dict[str, Any]
_RATE = Decimal("0.12")
_VAT = Decimal("1.2")


def _number(amount: Decimal) -> float:
    return float(cents(amount))


def line_json(order: Order, line: OrderLine, position: int, language: str | None) -> Json:
    """The title is in the asked language when the catalogue has it."""
    return {
        "order_line_id": f"{order.id}-{position}",
        "order_line_index": position,
        "order_line_state": line.state or ("REFUNDED" if line.refunds else order.state),
        "order_line_state_reason_code": None,
        "order_line_state_reason_label": None,
        "created_date": written(order.created),
        "debited_date": written_or_none(order.debited),
        "last_updated_date": written(order.updated),
        "shipped_date": written_or_none(order.shipped),
        "received_date": written_or_none(order.received),
        "quantity": line.quantity,
        "can_refund": order.state in ("SHIPPED", "RECEIVED"),
        "order_line_additional_fields": [],
        "cancelations": [],
        "promotions": [],
        "refunds": [_refund(line, refund) for refund in line.refunds],
        **_product(line, language),
        **_amounts(line),
    }


def _product(line: OrderLine, language: str | None) -> Json:
    picture = uuid.UUID(bytes=hashlib.md5(line.sku.encode(), usedforsecurity=False).digest())
    return {
        "offer_id": line.offer_id,
        "offer_sku": line.sku,
        "offer_state_code": "11",
        "product_sku": line.product_sku,
        "product_shop_sku": line.sku,
        "product_title": line.titles.get(language or "", line.title),
        "category_code": line.category_code,
        "category_label": line.category_label,
        "description": None,
        "price_additional_info": None,
        "product_medias": [
            {"media_url": f"/media/product/image/{picture}", "mime_type": "JPEG", "type": size}
            for size in ("SMALL", "MEDIUM", "LARGE")
        ],
    }


def _amounts(line: OrderLine) -> Json:
    return {
        "price_unit": _number(line.price_unit),
        "origin_unit_price": _number(line.price_unit),
        "price": _number(line.price),
        "shipping_price": _number(line.shipping_price),
        "total_price": _number(line.total),
        "commission_fee": _number(line.total * _RATE),
        "total_commission": _number(cents(line.total * _RATE) * _VAT),
        "taxes": [_tax(line, line.price)],
        "shipping_taxes": [_tax(line, line.shipping_price)] if line.shipping_price else [],
    }


def _tax(line: OrderLine, amount: Decimal) -> Json:
    return {
        "code": line.tax_code,
        "amount": _number(line.tax_in(amount)),
        "rate": float(line.tax_rate),
        "tax_calculation_rule": "PROPORTIONAL_TO_AMOUNT",
    }


def _refund(line: OrderLine, refund: Refund) -> Json:
    commission = cents(refund.amount * _RATE)
    tax = cents(commission * (_VAT - 1))
    return {
        "id": refund.id,
        "amount": float(refund.amount),
        "quantity": refund.quantity,
        "reason_code": refund.reason_code,
        "state": refund.state,
        "created_date": written(refund.created),
        "commission_amount": float(commission),
        "commission_tax_amount": float(tax),
        "commission_taxes": [{"code": line.tax_code, "amount": float(tax), "rate": 20.0}],
        "commission_total_amount": float(commission + tax),
    }
