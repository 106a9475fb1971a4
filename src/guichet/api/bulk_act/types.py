"""A change of many discussions."""

from datetime import datetime
from enum import Enum

import strawberry

from guichet.api.field import resolved
from guichet.api.ids import Kind, global_id
from guichet.api.user_error import UserError
from guichet.inbox import models
from guichet.inbox.queries.bulk_acts import outcome_of


@strawberry.enum(description="Where a change of many discussions stands.")
class BulkActState(Enum):
    """The states of the model."""

    RUNNING = strawberry.enum_value("RUNNING", description="Some are done, the rest goes on by itself.")
    DONE = strawberry.enum_value("DONE", description="All are done.")
    UNDOING = strawberry.enum_value("UNDOING", description="It is being taken back.")
    UNDONE = strawberry.enum_value("UNDONE", description="It was taken back.")
    DROPPED = strawberry.enum_value("DROPPED", description="Its author may not change discussions any more.")


@strawberry.type(description="A change of all discussions that matched a filter when it was asked for.")
class BulkAct:
    """One row of `bulk_act`."""

    row: strawberry.Private[models.BulkAct]
    id: strawberry.ID = strawberry.field(description="To follow it and to take it back.")
    state: BulkActState = strawberry.field(description="Where it stands.")
    total: int = strawberry.field(description="How many discussions matched.")
    done: int = strawberry.field(description="How many of these are through.")
    restored: int = strawberry.field(description="How many were put back by undoing.")
    created_at: datetime = strawberry.field(description="When it was asked for.")

    @resolved("How many really changed: the others had the value already.")
    def changed(self) -> int:
        """Counted when asked for."""
        return outcome_of(self.row).changed

    @resolved("How many undoing left as they are, because somebody changed them meanwhile.")
    def kept(self) -> int:
        """Counted when asked for."""
        return outcome_of(self.row).kept


@strawberry.type(description="What became of the request about all that match.")
class BulkActPayload:
    """The act, or why there is none."""

    bulk_act: BulkAct | None = strawberry.field(default=None, description="Null where there are errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def built(row: models.BulkAct) -> BulkAct:
    """The act of a row."""
    return BulkAct(
        row=row,
        id=global_id(Kind.BULK_ACT, row.pk),
        state=BulkActState(row.state),
        total=row.total,
        done=row.done,
        restored=row.restored,
        created_at=row.created_at,
    )
