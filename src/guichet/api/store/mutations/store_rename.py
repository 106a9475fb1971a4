"""renameStore."""

import strawberry

from guichet.accounts.actions import rename_store as action
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.store.payload import StorePayload
from guichet.api.store.types import store
from guichet.api.user_error import refusable


@mutation("Gives a store another name: for owners.")
@refusable(StorePayload)
def rename_store(info: Info, store_id: strawberry.ID, name: str) -> StorePayload:
    """By the action."""
    viewer = info.context.viewer
    viewer.must_own()
    row = action.rename_store(viewer, required_key(Kind.STORE, store_id, "storeId"), name)
    return StorePayload(store=store(row))
