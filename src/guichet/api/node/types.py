"""The interface of everything that has an id."""

import strawberry


@strawberry.interface(description="Something with an id, which `node` finds again.")
class Node:
    """The contract's Node."""

    id: strawberry.ID = strawberry.field(description="Opaque, unique in this installation, never reused.")
