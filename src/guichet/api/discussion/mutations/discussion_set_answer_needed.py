"""setAnswerNeeded."""

import strawberry

from guichet.api.context import Info
from guichet.api.discussion.payload import DiscussionsPayload, payload_of
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.inbox.actions.waive_answer import waive_answer


@mutation(
    "Says that no answer is needed to what was written so far in these discussions, or takes it back; for "
    "all or none. The clock stops in Guichet only: the marketplace does not know it and may still expect an "
    "answer. The next message that asks for one starts it again."
)
@refusable(DiscussionsPayload)
def set_answer_needed(info: Info, discussion_ids: list[strawberry.ID], is_needed: bool) -> DiscussionsPayload:
    """By the action of the inbox."""
    keys = [required_key(Kind.DISCUSSION, given, "discussionIds") for given in discussion_ids]
    return payload_of(info.context.viewer, waive_answer(info.context.viewer, keys, waived=not is_needed))
