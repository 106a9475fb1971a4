"""An order of Orders 2026-01-01 in our words. Fields for which the app has no role are simply absent."""

from decimal import Decimal

from guichet.platforms.fields import Fields
from guichet.platforms.port import Address, Order, OrderLine


def parse_order(order: Fields, back_office: str) -> Order:
    """FieldError where it has no id; everything else may be missing."""
    order_id = order.required("orderId")
    fulfillment, proceeds, buyer = (order.child(name) for name in ("fulfillment", "proceeds", "buyer"))
    parcel = next(iter(order.children("packages")), Fields({}))
    total = proceeds.child("grandTotal")
    return Order(
        marketplace_id=order_id,
        state=fulfillment.words("fulfillmentStatus") or "",
        lines=tuple(_line(item) for item in order.children("orderItems")),
        placed_at=order.moment("createdTime"),
        updated_at=order.moment("lastUpdatedTime"),
        total=total.money("amount"),
        products_total=_part(proceeds, "ITEM"),
        shipping_total=_part(proceeds, "SHIPPING"),
        currency=total.words("currencyCode"),
        customer_name=buyer.words("buyerName") or _recipient(order).words("name"),
        shipping_address=_address(_recipient(order)),
        shipped_at=parcel.moment("shipTime"),
        ship_by=fulfillment.child("shipByWindow").moment("latestDateTime"),
        carrier=parcel.words("carrier"),
        tracking_number=parcel.words("trackingNumber"),
        channel_label=order.child("salesChannel").words("marketplaceName"),
        url=f"{back_office}/orders-v3/order/{order_id}",
    )


def _recipient(order: Fields) -> Fields:
    return order.child("recipient").child("deliveryAddress")


def _part(proceeds: Fields, kind: str) -> Decimal | None:
    parts = [part for part in proceeds.children("breakdowns") if part.text("type") == kind]
    return parts[0].child("subtotal").money("amount") if parts else None


def _line(item: Fields) -> OrderLine:
    product = item.child("product")
    return OrderLine(
        marketplace_id=item.text("orderItemId") or "",
        title=product.words("title") or product.words("asin") or "",
        quantity=item.whole("quantityOrdered") or 0,
        sku=product.words("sellerSku"),
        marketplace_product_id=product.words("asin"),
        unit_price=product.child("price").child("unitPrice").money("amount"),
        total=item.child("proceeds").child("proceedsTotal").money("amount"),
    )


def _address(address: Fields) -> Address | None:
    if not address.values:
        return None
    lines = (address.words(f"addressLine{number}") for number in (1, 2, 3))
    return Address(
        name=address.words("name"),
        company=address.words("companyName"),
        lines=tuple(line for line in lines if line),
        postal_code=address.words("postalCode"),
        city=address.words("city") or address.words("municipality"),
        region=address.words("stateOrRegion"),
        country_code=address.words("countryCode"),
        phone=address.words("phone"),
    )
