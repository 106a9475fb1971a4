"""Seller and buyer as they stand on a paper."""

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.invoicing.document import Buyer, Place, Registration, Seller
from guichet.invoicing.settings.form import RegistrationSettings, Settings
from guichet.invoicing.settings.registrations import KINDS
from guichet.invoicing.territories import destination
from guichet.platforms.port import Address, Order


def seller_of(settings: Settings, tax_area: str, logo: bytes | None) -> Seller:
    """The seller, with the VAT number of the country whose VAT is charged, where there is one."""
    seller = settings.seller
    return Seller(
        legal_name=seller.legal_name,
        place=Place(seller.address_lines, seller.postal_code, seller.city, seller.country),
        registrations=tuple(_registration(one) for one in seller.registrations),
        vat_number=settings.vat.local_numbers.get(tax_area) or seller.vat_number or None,
        email=seller.email or None,
        phone=seller.phone or None,
        logo=logo,
        header=settings.header,
        footer=settings.footer,
        payment_mention=settings.payment_mention,
    )


def buyer_of(order: Order, vat_number: str | None) -> Buyer:
    """Whom the invoice is for: the billing address, else where the parcel goes. RefusalError without one."""
    address = order.billing_address or order.shipping_address
    if address is None:
        raise _no_address()
    return _person(address, order.customer_name, vat_number)


def delivery_of(order: Order) -> Buyer | None:
    """Where the parcel goes, where the order says."""
    address = order.shipping_address
    return None if address is None else _person(address, order.customer_name, None)


def area_of(order: Order) -> str:
    """The country or territory of the delivery; RefusalError where no address names one."""
    address = order.shipping_address or order.billing_address
    if address is None:
        raise _no_address()
    return destination(_country(address), address.postal_code)


def _person(address: Address, customer: str | None, vat_number: str | None) -> Buyer:
    name = address.name or customer or ""
    if not (name or address.company) or not (address.lines or address.city):
        message = _("The order's address is incomplete; ask the customer, or upload your own invoice.")
        raise refuse(ErrorCode.CONFLICT, message)
    place = Place(
        lines=address.lines,
        postal_code=address.postal_code or "",
        city=address.city or "",
        country_code=_country(address),
        region=address.region,
    )
    return Buyer(name, place, address.company, vat_number)


def _country(address: Address) -> str:
    if not address.country_code:
        message = _(
            "The order's address names no country, so its VAT cannot be known; upload your own invoice."
        )
        raise refuse(ErrorCode.CONFLICT, message)
    return address.country_code


def _no_address() -> RefusalError:
    message = _(
        "The order has no address. The marketplace gives it once the order is accepted, or only to an access "
        "that may see it; until then upload your own invoice."
    )
    return refuse(ErrorCode.CONFLICT, message)


def _registration(one: RegistrationSettings) -> Registration:
    kind = KINDS[one.kind]
    return Registration(one.label or kind.label, one.value, kind.scheme)
