"""withdrawFileLink."""

import strawberry

from guichet.api.attachment.payload import AttachmentPayload
from guichet.api.attachment.types import attachment
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.inbox.actions.revoke_link import revoke_link_of


@mutation("Withdraws the link by which a file reached the customer; from now on it leads nowhere.")
@refusable(AttachmentPayload)
def withdraw_file_link(info: Info, attachment_id: strawberry.ID) -> AttachmentPayload:
    """By the action of the inbox."""
    key = required_key(Kind.ATTACHMENT, attachment_id, "attachmentId")
    return AttachmentPayload(attachment=attachment(revoke_link_of(info.context.viewer, key).attachment))
