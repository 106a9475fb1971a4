"""addStore."""

from guichet.accounts.actions import add_store as action
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.store.payload import StorePayload
from guichet.api.store.types import store
from guichet.api.user_error import refusable


@mutation("Adds a store to the account: for owners who see all stores.")
@refusable(StorePayload)
def add_store(info: Info, name: str) -> StorePayload:
    """By the action."""
    return StorePayload(store=store(action.add_store(info.context.viewer, name)))
