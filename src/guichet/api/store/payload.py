"""What the mutations of stores answer."""

import strawberry

from guichet.api.store.types import Store
from guichet.api.user_error import UserError


@strawberry.type(description="What became of the request about a store.")
class StorePayload:
    """The store, or why not."""

    store: Store | None = strawberry.field(default=None, description="As it is now; null on errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@strawberry.type(description="What became of the request to remove a store.")
class RemoveStorePayload:
    """The id that is gone, or why not."""

    removed_id: strawberry.ID | None = strawberry.field(
        default=None, description="Of the store that is gone; null where there are errors."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")
