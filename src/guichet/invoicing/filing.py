"""Begins the way of a paper into the marketplace's own file of its order."""

from django.utils import timezone

from guichet.inbox.models import Order
from guichet.inbox.outbox import wake_filing
from guichet.invoicing.models import Filing, FilingState, Invoice
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform


def takes_papers(order: Order) -> bool:
    """Whether the marketplace of an order keeps papers with its orders."""
    return manifest_of(Platform(order.channel.platform)).files_papers


def begin_filing(invoice: Invoice) -> Filing:
    """From the start, whatever came of it before; inside a transaction, with the job that does it."""
    begun = {"state": FilingState.WAITING, "attempts": 0, "next_try_at": timezone.now(), "error": ""}
    filing, _made = Filing.objects.update_or_create(
        account_id=invoice.account_id, invoice=invoice, defaults=begun
    )
    wake_filing(filing.pk)
    return filing
