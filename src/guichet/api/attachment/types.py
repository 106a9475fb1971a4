"""Files."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.ids import Kind, global_id
from guichet.api.node.types import Node
from guichet.inbox import models
from guichet.inbox.links import signed_path

# GraphQL's Int has 32 bits.
MAX_INT = 2**31 - 1


@strawberry.type(description="A file of a message, or one uploaded for a reply to come.")
class Attachment(Node):
    """The contract's Attachment."""

    row: strawberry.Private[models.Attachment]
    file_name: str = strawberry.field(description="With its extension.")
    content_type: str = strawberry.field(description="Its media type, as far as it is known.")
    size_bytes: int = strawberry.field(description="0 until the marketplace gave the file.")
    invoice_number: str | None = strawberry.field(
        default=None, description="The invoice that this file is, if it is one."
    )

    @resolved("Where a signed-in person or a token may download it; good for 90 days.")
    def url(self, info: Info) -> str:
        """A signed link, so that it works in an `img` too."""
        return info.context.base_url + signed_path(self.row.pk)


def attachment(row: models.Attachment) -> Attachment:
    """From a row."""
    return Attachment(
        id=global_id(Kind.ATTACHMENT, row.pk),
        row=row,
        file_name=row.file_name,
        content_type=row.content_type,
        size_bytes=min(row.size_bytes, MAX_INT),
    )
