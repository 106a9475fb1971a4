"""What is asked of tokens."""

from datetime import datetime

import strawberry

from guichet.api.token.types import TokenScope


@strawberry.input(
    description="What a new token is. By token, at most the asking token's own scope, stores and end."
)
class CreateTokenInput:
    """Name and bounds."""

    name: str = strawberry.field(description="For people: what uses it.")
    scope: TokenScope = strawberry.field(description="The most that it may do; no more than the viewer may.")
    store_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Only these stores; null for all that the viewer sees."
    )
    expires_at: datetime | None = strawberry.field(
        default=None, description="When it ends by itself; null for never."
    )
