"""The stores a viewer may see."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Store
from guichet.accounts.queries.quick import quick
from guichet.accounts.viewer import Viewer

NAMES = "SELECT id, name FROM store WHERE account_id = %s AND id = ANY(%s)"


def visible_stores(viewer: Viewer) -> QuerySet[Store]:
    """The door to stores."""
    stores = Store.objects.filter(account_id=viewer.account_id)
    return stores if viewer.store_ids is None else stores.filter(id__in=viewer.store_ids)


def stores_of(viewer: Viewer) -> list[Store]:
    """All of them, by name."""
    return list(visible_stores(viewer).order_by("name"))


def store_names(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of some visible stores, by hand and prepared: every list asks for them."""
    seen = ids if viewer.store_ids is None else viewer.store_ids.intersection(ids)
    return dict(quick(NAMES, [viewer.account_id, list(seen)]))


def store_of(viewer: Viewer, store_id: UUID) -> Store:
    """One of them; RefusalError NOT_FOUND otherwise."""
    store = visible_stores(viewer).filter(id=store_id).first()
    if store is None:
        raise refuse(ErrorCode.NOT_FOUND, _("There is no such store, or you may not see it."), "storeId")
    return store
