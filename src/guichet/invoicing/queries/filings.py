"""How the filing of papers with their marketplaces goes."""

from collections.abc import Collection, Mapping
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.invoicing import access
from guichet.invoicing.models import Filing


def filings_of(viewer: Viewer, invoice_ids: Collection[UUID]) -> Mapping[UUID, Filing]:
    """Those of visible papers, in one query."""
    visible = access.invoices(viewer).filter(id__in=invoice_ids).values("id")
    rows = Filing.objects.filter(account_id=viewer.account_id, invoice_id__in=visible)
    return {row.invoice_id: row for row in rows}
