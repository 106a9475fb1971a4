"""uploadAttachment."""

from typing import BinaryIO, cast

from guichet.api.attachment.payload import AttachmentPayload
from guichet.api.attachment.types import attachment
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.scalars import Upload
from guichet.api.user_error import refusable
from guichet.inbox.actions.upload import upload


@mutation("Takes a file in for a reply to come.")
@refusable(AttachmentPayload)
def upload_attachment(info: Info, file: Upload) -> AttachmentPayload:
    """By the action of the inbox, from the disk."""
    stream = cast("BinaryIO", file.file)
    row = upload(info.context.viewer, file.name or "", stream, file.content_type)
    return AttachmentPayload(attachment=attachment(row))
