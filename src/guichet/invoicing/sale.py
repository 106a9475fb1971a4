"""What is to be invoiced: an order as it was read, and what the order itself does not say."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.inbox import models
from guichet.invoicing.codec import decode
from guichet.platforms.catalogue import marketplace
from guichet.platforms.port import Order
from guichet.platforms.words import Platform


@dataclass(frozen=True, slots=True)
class Sale:
    """One order. `buyer_vat_number` was checked; marketplaces do not give it, people do."""

    order: Order
    platform: Platform
    marketplace: str
    buyer_vat_number: str | None = None


def sale_of(row: models.Order, buyer_vat_number: str | None = None) -> Sale:
    """From a row that was fetched, with its channel; RefusalError where its data are not whole."""
    if row.erased_at is not None:
        message = _("The customer’s data were erased from this order; upload your own invoice.")
        raise refuse(ErrorCode.CONFLICT, message)
    entry = marketplace(row.channel.marketplace)
    try:
        order = decode(Order, row.data)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        message = _("This order was not read whole; ask for its synchronisation, or upload your own invoice.")
        raise refuse(ErrorCode.CONFLICT, message) from error
    return Sale(
        order=order,
        platform=Platform(row.channel.platform),
        marketplace=entry.name if entry else row.channel.marketplace,
        buyer_vat_number=buyer_vat_number,
    )
