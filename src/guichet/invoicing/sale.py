"""What is to be invoiced: an order as it was read, and what the order itself does not say."""

from dataclasses import dataclass

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
    """From a row that was fetched, with its channel."""
    entry = marketplace(row.channel.marketplace)
    return Sale(
        order=decode(Order, row.data),
        platform=Platform(row.channel.platform),
        marketplace=entry.name if entry else row.channel.marketplace,
        buyer_vat_number=buyer_vat_number,
    )
