"""setReadOfAllMatching."""

from typing import Annotated

import strawberry

from guichet.api.bulk_act.types import BulkActPayload, built
from guichet.api.context import Info
from guichet.api.discussion.inputs import DiscussionFilter, wanted
from guichet.api.field import mutation
from guichet.api.user_error import refusable
from guichet.inbox.actions.change_many import change_all_matching
from guichet.inbox.bulk_change import to_read


@mutation("Marks all discussions that match now read or unread; as `setStatusOfAllMatching` otherwise.")
@refusable(BulkActPayload)
def set_read_of_all_matching(
    info: Info, given: Annotated[DiscussionFilter, strawberry.argument(name="filter")], is_read: bool
) -> BulkActPayload:
    """By the action of the inbox."""
    change = to_read(is_read=is_read)
    return BulkActPayload(bulk_act=built(change_all_matching(info.context.viewer, wanted(given), change)))
