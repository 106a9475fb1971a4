"""An order as OR11 shows it."""

from decimal import Decimal
from typing import Any

from sandbox.mirakl.dates import written, written_or_none
from sandbox.mirakl.endpoints.line_json import line_json
from sandbox.mirakl.settings import Settings
from sandbox.mirakl.state.order import Address, Order, cents
from sandbox.mirakl.state.store import State

Json = dict[str, Any]
_COMMISSION_RATE = Decimal("0.12")
_COMMISSION_VAT = Decimal("1.2")


def number(amount: Decimal) -> float:
    """Money is a JSON number with decimals."""
    return float(cents(amount))


def order_json(state: State, order: Order, settings: Settings, language: str | None) -> Json:
    """Addresses are null before SHIPPING."""
    shown = _identity(order) | _money(order) | _flags(state, order) | _delivery(order)
    shown["customer"] = _customer(order)
    shown["order_lines"] = [
        line_json(order, line, position, language) for position, line in enumerate(order.lines, start=1)
    ]
    shown["order_additional_fields"] = list(order.additional_fields)
    if settings.extra_fields:
        shown["carbon_footprint"] = {"grams": 1240}
    return shown


def _identity(order: Order) -> Json:
    reason = order.state_reason or (None, None)
    return {
        "order_id": order.id,
        "commercial_id": order.commercial_id,
        "references": {
            "order_reference_for_customer": order.commercial_id,
            "order_reference_for_seller": order.seller_reference,
        },
        "order_state": order.state,
        "order_state_reason_code": reason[0],
        "order_state_reason_label": reason[1],
        "created_date": written(order.created),
        "last_updated_date": written(order.updated),
        "acceptance_decision_date": written_or_none(order.accepted),
        "customer_debited_date": written_or_none(order.debited),
        "transaction_date": written_or_none(order.debited),
        "transaction_number": f"TX-{order.commercial_id}" if order.debited else None,
        "channel": None if order.channel is None else {"code": order.channel[0], "label": order.channel[1]},
        "fulfillment": {"center": {"code": "DEFAULT"}},
    }


def _money(order: Order) -> Json:
    shipping = sum((line.shipping_price for line in order.lines), Decimal(0))
    commission = cents(order.total * _COMMISSION_RATE) * _COMMISSION_VAT
    return {
        "currency_iso_code": order.currency,
        "price": number(order.total - shipping),
        "shipping_price": number(shipping),
        "total_price": number(order.total),
        "total_commission": number(commission),
        "order_tax_mode": "TAX_INCLUDED",
        "payment_type": order.payment_type,
        "payment_workflow": order.payment_workflow,
        "promotions": {"applied_promotions": [], "total_deduced_amount": 0},
        "order_taxes": _taxes(order),
    }


def _taxes(order: Order) -> list[Json]:
    totals: dict[tuple[str, Decimal], Decimal] = {}
    for line in order.lines:
        key = (line.tax_code, line.tax_rate)
        totals[key] = totals.get(key, Decimal(0)) + line.tax_in(line.price) + line.tax_in(line.shipping_price)
    return [
        {"code": code, "rate": float(rate), "total_amount": number(total)}
        for (code, rate), total in totals.items()
    ]


def _flags(state: State, order: Order) -> Json:
    return {
        "has_invoice": any(document.type == "CUSTOMER_INVOICE" for document in state.documents_in(order.id)),
        "has_customer_message": any(
            message.sender.type == "CUSTOMER_USER"
            for thread_id in state.threads_of_entity.get(("MMP_ORDER", order.id), ())
            for message in state.threads[thread_id].messages
        ),
        "has_incident": order.has_incident,
        "fully_refunded": order.fully_refunded,
        "can_cancel": order.state in ("WAITING_ACCEPTANCE", "SHIPPING"),
        "can_shop_ship": order.state == "SHIPPING",
        "customer_directly_pays_seller": False,
    }


def _delivery(order: Order) -> Json:
    return {
        "leadtime_to_ship": order.leadtime,
        "shipping_deadline": written_or_none(order.shipping_deadline),
        "delivery_date": None
        if order.delivery is None
        else {"earliest": written(order.delivery[0]), "latest": written(order.delivery[1])},
        "shipping_carrier_code": order.carrier_code,
        "shipping_company": order.carrier,
        "shipping_tracking": order.tracking,
        "shipping_tracking_url": order.tracking_url,
        "shipping_type_code": order.shipping_type[0],
        "shipping_type_label": order.shipping_type[1],
        "shipping_zone_code": order.shipping_zone[0],
        "shipping_zone_label": order.shipping_zone[1],
        "customer_notification_email": f"notification+{order.commercial_id.lower()}@notification.example.com",
    }


def _customer(order: Order) -> Json:
    visible = order.addresses_visible
    return {
        "customer_id": order.customer_id,
        "civility": order.civility,
        "firstname": order.firstname,
        "lastname": order.lastname,
        "locale": order.locale,
        "billing_address": _address(order.billing) if visible else None,
        "shipping_address": _address(order.shipping, shipping=True) if visible else None,
        "organization": None
        if order.organization is None
        else {"organization_id": f"org-{order.customer_id}", "name": order.organization},
    }


def _address(address: Address | None, *, shipping: bool = False) -> Json | None:
    if address is None:
        return None
    shown: Json = {
        "civility": address.civility,
        "firstname": address.firstname,
        "lastname": address.lastname,
        "company": address.company,
        "street_1": address.street_1,
        "street_2": address.street_2,
        "zip_code": address.zip_code,
        "city": address.city,
        "state": None,
        "country": address.country,
        "country_iso_code": address.country_code,
        "phone": address.phone,
    }
    if shipping:
        shown["additional_info"] = address.additional_info
    return shown
