"""shrinkAttachment."""

import strawberry

from guichet.api.attachment.payload import AttachmentPayload
from guichet.api.attachment.types import attachment
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.inbox.actions.shrink import shrink


@mutation(
    "Makes an uploaded picture fit: a new upload, the same picture as a JPEG of at most `maxBytes`. "
    "The one given stays as it is."
)
@refusable(AttachmentPayload)
def shrink_attachment(info: Info, attachment_id: strawberry.ID, max_bytes: int) -> AttachmentPayload:
    """By the action of the inbox."""
    key = required_key(Kind.ATTACHMENT, attachment_id, "attachmentId")
    return AttachmentPayload(attachment=attachment(shrink(info.context.viewer, key, max_bytes)))
