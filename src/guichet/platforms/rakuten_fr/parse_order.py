"""An order in our words, from whichever of its three sources answered (reference section 11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from guichet.platforms.port import Order, OrderLine
from guichet.platforms.rakuten_fr.document import Part
from guichet.platforms.rakuten_fr.moments import moment
from guichet.platforms.rakuten_fr.parse_address import billing_address, shipping_address

_COMMISSIONS = (
    "itemcommissionexcltax",
    "itemcommissionvat",
    "shippingcommissionexcltax",
    "shippingcommissionvat",
)


@dataclass(frozen=True, slots=True)
class Sources:
    """What came about one order; `sales` are its parts in the list of sales, empty parts did not come."""

    purchase_id: str
    sales: tuple[Part, ...]
    billing: Part
    shipping: Part
    placed_at: datetime | None
    zone: ZoneInfo
    now: datetime

    @property
    def is_known(self) -> bool:
        """Whether anything came."""
        return bool(self.sales) or self.billing.exists or self.shipping.exists

    @property
    def parcel(self) -> Part:
        """Cost and number of the parcel."""
        return self.shipping.child("shippinginformation")

    @property
    def delivery(self) -> Part:
        """Where addresses stand."""
        sold = next((sale.child("deliveryinformation") for sale in self.sales), Part(None))
        return self.parcel if self.parcel.exists else sold


def parse_order(sources: Sources) -> Order:
    """One order; FieldError where an item has no id. Each line is one unit."""
    billed = {item.required("itemid"): item for item in _billed(sources)}
    sold = {item.required("itemid"): item for item in _sold(sources)}
    lines = tuple(_line(i, sold.get(i), billed.get(i)) for i in dict.fromkeys((*sold, *billed)))
    products, shipping = _whole(line.total for line in lines), _shipping(sources, lines)
    tracking = sources.parcel.child("prepaidlabel").child("trackinginformation")
    address = shipping_address(sources.delivery)
    return Order(
        marketplace_id=sources.purchase_id,
        state=", ".join(dict.fromkeys(line.state for line in lines if line.state)),
        lines=lines,
        placed_at=_placed(sources),
        total=products + shipping if products is not None and shipping is not None else None,
        products_total=products,
        shipping_total=shipping,
        commission=_sum(item.money(name) for item in billed.values() for name in _COMMISSIONS),
        currency=_currency(sources),
        customer_name=address.name if address else None,
        billing_address=billing_address(sources.delivery),
        shipping_address=address,
        tracking_number=tracking.words("trackingnumber"),
        tracking_url=_web_address(tracking.text("trackingurl")),
        payment=next((words for item in sold.values() if (words := item.words("paymentstatus"))), None),
    )


def _sold(sources: Sources) -> list[Part]:
    return [item for sale in sources.sales for item in sale.child("items").children("item")]


def _billed(sources: Sources) -> list[Part]:
    return sources.billing.child("billinginformation").child("items").children("item")


def _line(item_id: str, sold: Part | None, billed: Part | None) -> OrderLine:
    sale, bill = sold or Part(None), billed or Part(None)
    price = sale.money("price")
    price = bill.money("itemsaleprice") if price is None else price
    code = (sale.words("ean") or sale.words("isbn") or "").partition(";")[0].strip()
    return OrderLine(
        marketplace_id=item_id,
        title=sale.words("headline") or bill.words("headline") or sale.words("sku") or "",
        quantity=1,
        sku=sale.words("sku") or bill.words("sku"),
        marketplace_product_id=code or None,
        state=bill.text("itemstatus") or sale.text("itemstatus"),
        unit_price=price,
        total=price,
        shipping_price=bill.money("shippingsaleprice"),
    )


def _shipping(sources: Sources, lines: tuple[OrderLine, ...]) -> Decimal | None:
    cost = sources.parcel.money("purchaseshippingcostprice")
    return _whole(line.shipping_price for line in lines) if cost is None else cost


def _placed(sources: Sources) -> datetime | None:
    written = (moment(sale.text("purchasedate"), sources.zone, sources.now) for sale in sources.sales)
    return next((placed for placed in written if placed is not None), sources.placed_at)


def _currency(sources: Sources) -> str | None:
    amounts = [sources.parcel.child("purchaseshippingcostprice")]
    amounts += [item.child("price") for item in _sold(sources)]
    amounts += [item.child("itemsaleprice") for item in _billed(sources)]
    return next((code for amount in amounts if (code := amount.text("currency"))), None)


def _whole(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """A sum that would mislead if a part of it were missing."""
    parts = list(amounts)
    return None if None in parts else _sum(parts)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _web_address(url: str | None) -> str | None:
    return url if url and url.lower().startswith(("https://", "http://")) else None
