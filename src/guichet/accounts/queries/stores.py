"""The stores a viewer may see."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Store
from guichet.accounts.viewer import Viewer


def visible_stores(viewer: Viewer) -> QuerySet[Store]:
    """The door to stores."""
    stores = Store.objects.filter(account_id=viewer.account_id)
    return stores if viewer.store_ids is None else stores.filter(id__in=viewer.store_ids)


def stores_of(viewer: Viewer) -> list[Store]:
    """All of them, by name."""
    return list(visible_stores(viewer).order_by("name"))


def store_of(viewer: Viewer, store_id: UUID) -> Store:
    """One of them; RefusalError NOT_FOUND otherwise."""
    store = visible_stores(viewer).filter(id=store_id).first()
    if store is None:
        raise refuse(ErrorCode.NOT_FOUND, _("There is no such store, or you may not see it."), "storeId")
    return store
