"""Who asks."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.store.types import Store, store


@strawberry.type(description="A member of an account at work, by session or by token.")
class Viewer:
    """The contract's Viewer."""

    name: str = strawberry.field(description="The member's name.")
    email: str | None = strawberry.field(description="The member's address.")

    @resolved("The stores that they may see.")
    def stores(self, info: Info) -> list[Store]:
        """From the stores of the request."""
        return [store(row) for row in info.context.stores.values()]
