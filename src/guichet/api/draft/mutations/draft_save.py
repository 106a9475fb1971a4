"""saveDraft."""

from typing import Annotated

import strawberry

from guichet.api.context import Info
from guichet.api.draft.types import Draft, draft
from guichet.api.enums import ParticipantKind
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import UserError, refusable
from guichet.inbox.actions import save_draft as action


@strawberry.input(description="An answer in the making.")
class SaveDraftInput:
    """What stands in the composer."""

    discussion_id: strawberry.ID = strawberry.field(description="In this discussion.")
    body: str = strawberry.field(description="Plain text; without words and files the draft is taken away.")
    recipients: list[ParticipantKind] | None = strawberry.field(
        default=None, description="To whom it is meant to go."
    )
    attachment_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Files from `uploadAttachment`."
    )


@strawberry.type(description="What became of a draft.")
class DraftPayload:
    """The draft as it is kept now."""

    draft: Draft | None = strawberry.field(
        default=None, description="Null where it was taken away and where there are errors."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@mutation("Keeps the viewer's own draft in a discussion, in place of the one before.")
@refusable(DraftPayload)
def save_draft(
    info: Info, given: Annotated[SaveDraftInput, strawberry.argument(name="input")]
) -> DraftPayload:
    """By the action of the inbox."""
    request = action.DraftRequest(
        discussion_id=required_key(Kind.DISCUSSION, given.discussion_id, "discussionId"),
        body=given.body,
        recipients=given.recipients or (),
        attachment_ids=[
            required_key(Kind.ATTACHMENT, file, "attachmentIds") for file in given.attachment_ids or ()
        ],
    )
    kept = action.save_draft(info.context.viewer, request)
    return DraftPayload(draft=draft(kept) if kept else None)
