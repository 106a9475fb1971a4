"""Addresses as the sales calls write them."""

from sandbox.rakuten_fr.document import Node, cdata, node, text
from sandbox.rakuten_fr.state.model import Address, Purchase

_FIELDS = (
    "civility", "lastname", "firstname", "address1", "address2", "zipcode", "city", "country",
    "countryalpha2", "phonenumber1", "phonenumber2",
)  # fmt: skip


def buyer(purchase: Purchase) -> list[Node]:
    """Who bought. The e-mail address is a relay."""
    return [
        cdata("purchasebuyerlogin", purchase.buyer),
        text("purchasebuyeremail", f"{purchase.id}@relay.example"),
    ]


def addresses(purchase: Purchase, *, with_contract: bool) -> list[Node]:
    """Home delivery, or a pick-up point beside the billing address."""
    point = purchase.pick_up_point
    if point is None:
        return [_address("deliveryaddress", purchase.address)]
    parts = [
        cdata("civility", purchase.address.civility),
        cdata("lastname", purchase.address.lastname),
        cdata("firstname", purchase.address.firstname),
        *(cdata(name, getattr(point, name)) for name in ("id", "name", "address", "zipcode", "city")),
        cdata("country", point.country),
    ]
    if with_contract:
        parts.append(text("contractlevel", point.contractlevel))
    return [node("collectionpointaddress", *parts), _address("billingaddress", purchase.address)]


def _address(name: str, address: Address) -> Node:
    return node(name, *(cdata(field, getattr(address, field)) for field in _FIELDS))
