"""The order's invoice beside an answer: made when the answer goes, or why it cannot be made yet."""

from dataclasses import dataclass

from guichet.accounts.viewer import Viewer
from guichet.inbox.models import Order
from guichet.invoicing.queries.invoices import invoice_of_order
from guichet.invoicing.queries.obstacle import obstacle


@dataclass(frozen=True, slots=True)
class Offer:
    """`number` of the invoice that is there already; `why_not` is a sentence where none can be made."""

    number: str = ""
    why_not: str = ""


def offer_of(viewer: Viewer, order: Order | None, no_order: str = "") -> Offer | None:
    """What can be attached; `no_order` says why the order is not there, and without it nothing is said."""
    if order is None:
        return Offer(why_not=no_order) if no_order else None
    invoice = invoice_of_order(viewer, order.pk)
    if invoice is not None:
        return Offer(number=invoice.number)
    return Offer(why_not=obstacle(viewer, order) or "")
