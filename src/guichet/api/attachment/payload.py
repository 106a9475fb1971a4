"""What an upload answers."""

import strawberry

from guichet.api.attachment.types import Attachment
from guichet.api.user_error import UserError


@strawberry.type(description="What became of an upload.")
class AttachmentPayload:
    """The contract's AttachmentPayload."""

    attachment: Attachment | None = strawberry.field(default=None, description="Null where there are errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")
