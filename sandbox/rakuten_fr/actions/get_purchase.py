"""getbillinginformation and getshippinginformation: what one purchase costs, and where it goes."""

from decimal import Decimal

from sandbox.rakuten_fr.actions.people import addresses, buyer
from sandbox.rakuten_fr.ask import Ask
from sandbox.rakuten_fr.document import Node, amount, cdata, node, text
from sandbox.rakuten_fr.errors import unavailable
from sandbox.rakuten_fr.state.model import Item, Purchase

_COMMISSION = Decimal("0.12")
_VAT = Decimal("20.0")
_CENT = Decimal("0.01")


def get_billing_information(ask: Ask) -> bytes:
    """Prices and commissions of each item."""
    with ask.state.lock:
        purchase = _purchase(ask)
        shares = _shipping_shares(purchase)
        items = [_billed(item, share) for item, share in zip(purchase.items, shares, strict=True)]
    return ask.answer([text("purchaseid", purchase.id)], node("billinginformation", node("items", *items)))


def get_shipping_information(ask: Ask) -> bytes:
    """Address, cost and parcel number."""
    with ask.state.lock:
        purchase = _purchase(ask)
        information = node(
            "shippinginformation",
            cdata("shippingtype", purchase.shipping_type),
            _label(purchase),
            amount("purchaseshippingcostprice", purchase.shipping_cost),
            *buyer(purchase),
            *addresses(purchase, with_contract=False),
        )
    return ask.answer([text("purchaseid", purchase.id)], information)


def _purchase(ask: Ask) -> Purchase:
    purchase = ask.state.purchase_of(ask.required("purchaseid"))
    if purchase is None or not purchase.confirmed:
        raise unavailable()
    return purchase


def _label(purchase: Purchase) -> Node:
    if purchase.tracking is None:
        return node("prepaidlabel", text("available", "N"), cdata("availabilitydetail", ""))
    number, url = purchase.tracking
    return node(
        "prepaidlabel",
        text("available", "Y"),
        cdata("availabilitydetail", ""),
        text("prepaidlabelurl", ""),
        node("trackinginformation", text("trackingnumber", number), cdata("trackingurl", url)),
    )


def _shipping_shares(purchase: Purchase) -> list[Decimal]:
    """The shipping cost spread over the items; the first one bears what does not divide."""
    share = (purchase.shipping_cost / len(purchase.items)).quantize(_CENT)
    return [purchase.shipping_cost - share * (len(purchase.items) - 1)] + [share] * (len(purchase.items) - 1)


def _billed(item: Item, shipping: Decimal) -> Node:
    commission = (item.price * _COMMISSION).quantize(_CENT)
    vat = (commission * _VAT / 100).quantize(_CENT)
    return node(
        "item",
        text("itemid", item.id),
        cdata("sku", item.sku),
        cdata("headline", item.headline),
        cdata("category", item.category),
        text("itemstatus", item.status),
        amount("itemsaleprice", item.price),
        amount("shippingsaleprice", shipping),
        text("itemcommissionvatrate", _VAT),
        amount("itemcommissionexcltax", commission),
        amount("itemcommissionvat", vat),
        text("shippingcommissionvatrate", _VAT),
        amount("shippingcommissionexcltax", "0.0"),
        amount("shippingcommissionvat", "0.0"),
        amount("paymentamount", item.price + shipping - commission - vat),
    )
