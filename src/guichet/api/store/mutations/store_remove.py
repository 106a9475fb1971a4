"""removeStore."""

import strawberry

from guichet.accounts.actions import remove_store as action
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.store.payload import RemoveStorePayload
from guichet.api.user_error import refusable


@mutation("Removes a store that never had a marketplace: for owners.")
@refusable(RemoveStorePayload)
def remove_store(info: Info, store_id: strawberry.ID) -> RemoveStorePayload:
    """By the action."""
    viewer = info.context.viewer
    viewer.must_own()
    action.remove_store(viewer, required_key(Kind.STORE, store_id, "storeId"))
    return RemoveStorePayload(removed_id=store_id)
