"""How the fetching of invoices from the seller's own system goes."""

from collections.abc import Collection, Mapping
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.invoicing.models import OwnFetch


def fetches_of_orders(viewer: Viewer, order_ids: Collection[UUID]) -> Mapping[UUID, OwnFetch]:
    """Those of visible orders, in one query."""
    visible = access.orders(viewer).filter(id__in=order_ids).values("id")
    rows = OwnFetch.objects.filter(account_id=viewer.account_id, order_id__in=visible)
    return {row.order_id: row for row in rows}
