"""Following a change of many discussions."""

import strawberry

from guichet.accounts.errors import RefusalError
from guichet.api.bulk_act.types import BulkAct, built
from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.ids import Kind, key_of
from guichet.inbox.queries import bulk_acts


@resolved("One of one's own changes of all that match; null where there is none with this id.")
def bulk_act(info: Info, id: strawberry.ID) -> BulkAct | None:  # noqa: A002 - the contract's word
    """By its id."""
    key = key_of(Kind.BULK_ACT, id)
    try:
        return None if key is None else built(bulk_acts.bulk_act(info.context.viewer, key))
    except RefusalError:
        return None
