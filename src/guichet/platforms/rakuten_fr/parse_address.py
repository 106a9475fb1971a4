"""Addresses in our words: a home, or a pick-up point with the buyer's own address beside it."""

from guichet.platforms.countries import country_code
from guichet.platforms.port import Address
from guichet.platforms.rakuten_fr.document import Part

# Their code for metropolitan France, gone from ISO 3166 since 1997.
_METROPOLITAN = {"FX": "FR"}


def shipping_address(delivery: Part) -> Address | None:
    """Where the parcel goes."""
    point = delivery.child("collectionpointaddress")
    return _point(point) if point.exists else _home(delivery.child("deliveryaddress"))


def billing_address(delivery: Part) -> Address | None:
    """The buyer's own address; the one of a home delivery where no other is given."""
    return _home(delivery.child("billingaddress")) or _home(delivery.child("deliveryaddress"))


def _home(address: Part) -> Address | None:
    if not any(address.words(name) for name in ("lastname", "address1", "zipcode", "city")):
        return None
    return Address(
        name=_name(address),
        lines=tuple(line for name in ("address1", "address2") if (line := address.words(name))),
        postal_code=address.words("zipcode"),
        city=address.words("city"),
        country_code=_country(address),
        phone=address.words("phonenumber1") or address.words("phonenumber2"),
    )


def _point(point: Part) -> Address | None:
    line = point.words("address")
    return Address(
        name=_name(point),
        company=point.words("name"),
        lines=(line,) if line else (),
        postal_code=point.words("zipcode"),
        city=point.words("city"),
        country_code=_country(point),
    )


def _name(person: Part) -> str | None:
    return " ".join(part for name in ("firstname", "lastname") if (part := person.words(name))) or None


def _country(address: Part) -> str | None:
    code = (address.text("countryalpha2") or "").upper()
    return _METROPOLITAN.get(code) or country_code(code, address.words("country"))
