"""setStatusOfAllMatching."""

from typing import Annotated

import strawberry

from guichet.api.bulk_act.types import BulkActPayload, built
from guichet.api.context import Info
from guichet.api.discussion.inputs import DiscussionFilter, stored_status, wanted
from guichet.api.enums import DiscussionStatus
from guichet.api.field import mutation
from guichet.api.user_error import refusable
from guichet.inbox.actions.change_many import change_all_matching
from guichet.inbox.bulk_change import to_status


@mutation(
    "Sets one status on all discussions that match now, up to 100,000. Up to 500 are done when it answers; "
    "more go on by themselves: ask `bulkAct`."
)
@refusable(BulkActPayload)
def set_status_of_all_matching(
    info: Info,
    given: Annotated[DiscussionFilter, strawberry.argument(name="filter")],
    status: DiscussionStatus,
) -> BulkActPayload:
    """By the action of the inbox."""
    change = to_status(stored_status(status))
    return BulkActPayload(bulk_act=built(change_all_matching(info.context.viewer, wanted(given), change)))
