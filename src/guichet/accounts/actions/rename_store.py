"""Gives a store another name."""

from uuid import UUID

from django.db import transaction

from guichet.accounts.actions.add_store import saved_store
from guichet.accounts.actions.names import checked_name
from guichet.accounts.audit import record
from guichet.accounts.models import Store
from guichet.accounts.queries.stores import store_of
from guichet.accounts.viewer import Viewer


@transaction.atomic
def rename_store(viewer: Viewer, store_id: UUID, name: str) -> Store:
    """Owners. RefusalError FORBIDDEN, NOT_FOUND, CONFLICT for a name in use, and those of a name."""
    viewer.must_own()
    store = store_of(viewer, store_id)
    before, store.name = store.name, checked_name(name)
    saved_store(store)
    record(viewer, "store.rename", "store", store.pk, {"name": before}, {"name": store.name})
    return store
