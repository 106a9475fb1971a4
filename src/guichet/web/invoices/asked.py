"""What the address of the list of invoices asks for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import QueryDict

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Store
from guichet.accounts.queries.stores import store_of
from guichet.accounts.viewer import Viewer
from guichet.invoicing.models import InvoiceKind
from guichet.invoicing.queries.invoices import InvoiceFilter


@dataclass(frozen=True, slots=True)
class Asked:
    """Days are days of issue, both included; what is mistyped asks for nothing."""

    store: Store | None
    since: date | None
    until: date | None
    kind: InvoiceKind | None
    text: str
    after: str | None

    def filter(self) -> InvoiceFilter:
        """As a query takes it."""
        return InvoiceFilter(
            store_ids=[self.store.pk] if self.store else None,
            kinds=[self.kind] if self.kind else None,
            since=self.since,
            until=self.until,
            text=self.text or None,
        )


def asked_of(query: QueryDict, viewer: Viewer) -> Asked:
    """From the address; a store that one may not see is left out."""
    kind = query.get("kind", "")
    return Asked(
        store=_store(query.get("store"), viewer),
        since=_day(query.get("since")),
        until=_day(query.get("until")),
        kind=InvoiceKind(kind) if kind in InvoiceKind.values else None,
        text=query.get("q", "").strip(),
        after=query.get("after"),
    )


def _store(named: str | None, viewer: Viewer) -> Store | None:
    try:
        return store_of(viewer, UUID(named)) if named else None
    except (ValueError, RefusalError):
        return None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
