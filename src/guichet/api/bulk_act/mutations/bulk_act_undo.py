"""undoBulkAct."""

import strawberry

from guichet.api.bulk_act.types import BulkActPayload, built
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.inbox.actions.undo_bulk import undo_bulk


@mutation(
    "Takes a change of all that match back, within ten minutes of its end: each discussion gets what it had "
    "before, but for those that somebody changed meanwhile. Asking twice is asking once."
)
@refusable(BulkActPayload)
def undo_bulk_act(info: Info, id: strawberry.ID) -> BulkActPayload:  # noqa: A002 - the contract's word
    """By the action of the inbox."""
    return BulkActPayload(
        bulk_act=built(undo_bulk(info.context.viewer, required_key(Kind.BULK_ACT, id, "id")))
    )
