"""orders_query: orders of one shop."""

from typing import Any

from sandbox.fnac_darty.ask import Ask, cut
from sandbox.fnac_darty.documents import answer, paged
from sandbox.fnac_darty.services.order_xml import order_xml
from sandbox.fnac_darty.services.spans import fits
from sandbox.fnac_darty.state.order import Order


def query_orders(ask: Ask) -> Any:
    """The orders that match, one page of them, the newest first unless asked otherwise."""
    found = [order for order in ask.state.orders.values() if order.shop_id == ask.shop.id]
    found = [order for order in found if _matches(ask, order)]
    found.sort(key=lambda order: order.created, reverse=ask.text("sort_by") != "ASC")
    page = cut(ask, found)
    shown = [order_xml(ask, order) for order in page.items]
    return answer("orders_query", "OK", *paged(shown, page.page, page.pages, page.size, page.total))


def _matches(ask: Ask, order: Order) -> bool:
    ids = ask.texts("orders_fnac_id", "order_fnac_id") + [i for i in [ask.text("order_fnac_id")] if i]
    states = ask.texts("states", "state") + [state for state in [ask.text("state")] if state]
    has_ids = ask.request.find("{*}orders_fnac_id") is not None or bool(ids)
    if (has_ids and order.id not in ids) or (states and order.state not in states):
        return False
    skus = {line.sku for line in order.lines}
    if (sku := ask.text("offer_seller_id")) and sku not in skus:
        return False
    return fits(ask, {"CreatedAt": order.created, "UpdatedAt": order.updated, "ReceivedAt": order.received})
