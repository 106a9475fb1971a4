"""What orders of one list need, read for all of them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox.models import Order
from guichet.invoicing.models import Invoice, OwnFetch
from guichet.invoicing.queries.fetches import fetches_of_orders
from guichet.invoicing.queries.invoices import invoices_of_orders


def invoices_of(viewer: Viewer, rows: Sequence[Order]) -> Mapping[UUID, Invoice]:
    """Their invoices."""
    return invoices_of_orders(viewer, [row.pk for row in rows])


def fetches_of(viewer: Viewer, rows: Sequence[Order]) -> Mapping[UUID, OwnFetch]:
    """How the fetching of their invoices goes."""
    return fetches_of_orders(viewer, [row.pk for row in rows])
