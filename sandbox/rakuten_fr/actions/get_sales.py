"""getcurrentsales and getnewsales: the sales, page by page, and those to be accepted."""

from collections.abc import Sequence

from sandbox.rakuten_fr.actions.people import addresses, buyer
from sandbox.rakuten_fr.ask import Ask
from sandbox.rakuten_fr.dates import PARIS, written, written_day
from sandbox.rakuten_fr.document import Node, amount, cdata, node, text
from sandbox.rakuten_fr.errors import bad_parameter
from sandbox.rakuten_fr.state.model import Item, Purchase


def get_current_sales(ask: Ask) -> bytes:
    """Confirmed sales from `purchasedate` on, newest first. A malformed date is ignored, not refused."""
    day, token = ask.values.get("purchasedate", ""), ask.values.get("nexttoken", "")
    with ask.state.lock:
        sales = [p for p in _newest_first(ask) if p.confirmed and _since(p, day)]
        start = _start(token)
        end = start + ask.settings.sales_per_page
        page = [_sale(purchase) for purchase in sales[start:end]]
    more = [text("nexttoken", f"{end:08d}-{_check(end)}")] if end < len(sales) else []
    echo = [text("nexttoken", token)] if token else []
    echo += [text("purchasedate", written_day(day))] if day else []
    return ask.answer(echo, *more, node("sales", *page))


def get_new_sales(ask: Ask) -> bytes:
    """Sales that wait for the seller's acceptance."""
    with ask.state.lock:
        sales = [_sale(purchase) for purchase in _newest_first(ask) if not purchase.confirmed]
    return ask.answer([], node("sales", *sales))


def _newest_first(ask: Ask) -> Sequence[Purchase]:
    return sorted(ask.state.purchases.values(), key=lambda p: (p.placed, p.id), reverse=True)


def _since(purchase: Purchase, day: str) -> bool:
    well_formed = len(day) == 10 and day.count("-") == 2
    return not well_formed or purchase.placed.astimezone(PARIS).date().isoformat() >= day


def _start(token: str) -> int:
    position, _, check = token.partition("-")
    if not token:
        return 0
    if not position.isdigit() or check != _check(int(position)):
        raise bad_parameter("The parameter 'nexttoken' is invalid.")
    return int(position)


def _check(position: int) -> str:
    return f"{position * 2654435761 % 2**32:08x}"


def _sale(purchase: Purchase) -> Node:
    return node(
        "sale",
        text("purchaseid", purchase.id),
        text("purchasedate", written(purchase.placed)),
        node(
            "deliveryinformation",
            cdata("shippingtype", purchase.shipping_type),
            text("isfullrsl", "N"),
            *buyer(purchase),
            *addresses(purchase, with_contract=True),
        ),
        node("items", *(_item(item) for item in purchase.items)),
    )


def _item(item: Item) -> Node:
    return node(
        "item",
        cdata("sku", item.sku),
        text("advertid", item.id - 700_000_000),
        amount("advertpricelisted", item.price),
        text("itemid", item.id),
        cdata("headline", item.headline),
        text("itemstatus", item.status),
        text("ispreorder", "N"),
        text("isnego", "N"),
        node("negotiationcomment"),
        amount("price", item.price),
        text("isrsl", "N"),
        node("isbn"),
        text("ean", item.ean),
        text("paymentstatus", "INCOMING"),
        node("sellerscore"),
    )
