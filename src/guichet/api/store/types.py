"""Stores."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from guichet.accounts import models
from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.ids import Kind, global_id
from guichet.api.node.types import Node
from guichet.inbox.queries.discussion_count import CAP

if TYPE_CHECKING:
    from guichet.api.channel.types import Channel


@strawberry.type(description="One shop of the account.")
class Store(Node):
    """The contract's Store."""

    key: strawberry.Private[UUID]
    name: str = strawberry.field(description="For people.")

    @resolved("The marketplaces activated for it.")
    def channels(
        self, info: Info
    ) -> list[Annotated["Channel", strawberry.lazy("guichet.api.channel.types")]]:
        """From the channels of the request."""
        from guichet.api.channel.types import channel

        return [channel(row) for row in info.context.channels.values() if row.store_id == self.key]

    @resolved("Unread discussions; exact up to 10,000 and capped there.")
    def unread_count(self, info: Info) -> int:
        """Counted once for all stores."""
        unread: int = info.context.unread.get(self.key, 0)
        return min(unread, CAP)


def store(row: models.Store) -> Store:
    """From a row."""
    return named_store(row.pk, row.name)


def named_store(key: UUID, name: str) -> Store:
    """From the little that is asked of a store."""
    return Store(id=global_id(Kind.STORE, key), key=key, name=name)
