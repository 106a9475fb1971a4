"""What a reply is."""

import strawberry

from guichet.api.discussion.inputs import stored_status
from guichet.api.enums import DiscussionStatus, ParticipantKind
from guichet.api.ids import Kind, required_key
from guichet.inbox.actions.reply import ReplyRequest


@strawberry.input(description="An answer in a discussion.")
class ReplyInput:
    """The contract's ReplyInput."""

    discussion_id: strawberry.ID = strawberry.field(description="In this discussion.")
    body: str = strawberry.field(description="Plain text; HTML is refused.")
    recipients: list[ParticipantKind] = strawberry.field(description="To whom; see `possibleRecipients`.")
    attachment_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Files from `uploadAttachment`."
    )
    attach_invoice: bool = strawberry.field(
        default=False, description="Makes the order's invoice if need be, and attaches it."
    )
    then_status: DiscussionStatus | None = strawberry.field(
        default=None, description="The status to set together with the reply; null leaves it as it is."
    )
    idempotency_key: str | None = strawberry.field(
        default=None, description="Two replies with the same key in one discussion are one reply."
    )
    hold_seconds: int = strawberry.field(
        default=0,
        description="Seconds to hold the reply back so that it can be taken back; 0 to 3600. Pages use 10.",
    )
    last_seen_message_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The newest message that its writer had seen: CONFLICT when the discussion was answered"
        " after it. Null asks for nothing.",
    )


def reply_request(given: ReplyInput) -> ReplyRequest:
    """The request of the action; RefusalError NOT_FOUND for ids that are none of ours."""
    files, seen = given.attachment_ids or (), given.last_seen_message_id
    return ReplyRequest(
        discussion_id=required_key(Kind.DISCUSSION, given.discussion_id, "discussionId"),
        body=given.body,
        recipients=given.recipients,
        attachment_ids=[required_key(Kind.ATTACHMENT, file, "attachmentIds") for file in files],
        attach_invoice=given.attach_invoice,
        then_status=None if given.then_status is None else stored_status(given.then_status),
        idempotency_key=given.idempotency_key,
        hold_seconds=given.hold_seconds,
        seen_message_id=None if seen is None else required_key(Kind.MESSAGE, seen, "lastSeenMessageId"),
    )
