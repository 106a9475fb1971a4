"""One order in an answer. Present but empty elements are what the service really sends."""

from typing import Any

from sandbox.fnac_darty.ask import Ask
from sandbox.fnac_darty.dates import written
from sandbox.fnac_darty.documents import element, worded
from sandbox.fnac_darty.settings import Settings
from sandbox.fnac_darty.state.order import Address, Order, OrderLine

_HIDDEN = frozenset({"Created", "Refused"})


def order_xml(ask: Ask, order: Order) -> Any:
    """The order; addresses are held back until it is accepted."""
    settings = ask.settings
    count = len(ask.state.messages_of_order.get(order.id, ()))
    addresses = [] if order.state in _HIDDEN else ["shipping_address", "billing_address"]
    return element(
        "order",
        element("shop_id", text=order.shop_id),
        element("client_id", text=order.client_id),
        worded(settings, "client_firstname", order.address.firstname),
        worded(settings, "client_lastname", order.address.lastname),
        element("order_id", text=order.id),
        element("client_culture", text=order.culture),
        element("state", text=order.state),
        element("created_at", text=written(order.created)),
        element("fees", text=str(sum(line.fees for line in order.lines))),
        element("invoice_number_reference", text=order.invoice_number) if order.invoice_number else None,
        element("vat_rate", text="0"),
        element("nb_messages", text=str(count)),
        element("max_expedition_date", text=written(order.ship_by)) if settings.newer_fields else None,
        *(_address(settings, name, order.address) for name in addresses),
        *(_line(settings, order, number, line) for number, line in enumerate(order.lines, 1)),
    )


def _address(settings: Settings, name: str, address: Address) -> Any:
    texts = {
        "firstname": address.firstname,
        "lastname": address.lastname,
        "company": address.company,
        "address1": address.address1,
        "address2": address.address2,
        "address3": "",
        "zipcode": address.zipcode,
        "city": address.city,
        "country": address.country,
    }
    return element(
        name,
        *(worded(settings, field, text) for field, text in texts.items()),
        element("mobile", text=address.mobile),
        element("nif", text=address.nif) if address.nif else None,
    )


def _line(settings: Settings, order: Order, number: int, line: OrderLine) -> Any:
    return element(
        "order_detail",
        worded(settings, "product_name", line.name),
        element("order_detail_id", text=str(number)),
        element("state", text=line.state or _line_state(order.state)),
        element("quantity", text=str(line.quantity)),
        element("price", text=str(line.price)),
        element("fees", text=str(line.fees)),
        element("product_fnac_id", text=line.product_id),
        element("offer_fnac_id", text=line.offer_id),
        worded(settings, "offer_seller_id", line.sku),
        element("product_state", text="11"),
        worded(settings, "internal_comment", ""),
        element("shipping_price", text=str(line.shipping)),
        element("shipping_method", text="21"),
        element("created_at", text=written(order.created)),
        element("received_at", text=written(order.received) if order.received else ""),
        element("tracking_number", text=line.tracking) if line.tracking else None,
    )


def _line_state(state: str) -> str:
    return {"Created": "ToAccept", "Error": "ToAccept"}.get(state, state)
