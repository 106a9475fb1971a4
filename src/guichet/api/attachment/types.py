"""Files."""

from collections.abc import Callable, Mapping
from datetime import datetime

import strawberry

from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.ids import Kind, global_id
from guichet.api.node.types import Node
from guichet.inbox import models
from guichet.inbox.link_lines import PATH
from guichet.inbox.links import signed_path
from guichet.inbox.models import AttachmentState
from guichet.invoicing.queries.numbers import numbers_of_files

strawberry.enum(
    AttachmentState,
    description="WAITING to be fetched, STORED, FAILED for good, or QUARANTINED by the malware scanner.",
)

# The numbers of the invoices among some files, by digest.
Numbers = Callable[[], Mapping[str, str]]
# GraphQL's Int has 32 bits.
MAX_INT = 2**31 - 1


@strawberry.type(description="A link under a reply's text, for a marketplace that takes no files.")
class FileLink:
    """What the customer follows to a file of ours."""

    row: strawberry.Private[models.FileLink]
    expires_at: datetime = strawberry.field(description="When it ends, 90 days after the reply.")
    revoked_at: datetime | None = strawberry.field(description="When it was withdrawn, if it was.")
    downloads: int = strawberry.field(description="How often the file was downloaded by it.")

    @resolved("Where the customer downloads the file, as it stands in the reply.")
    def url(self, info: Info) -> str:
        """By the address of Guichet as it is now."""
        return f"{info.context.base_url}{PATH}{self.row.token}"


@strawberry.type(description="A file of a message, or one uploaded for a reply to come.")
class Attachment(Node):
    """The contract's Attachment."""

    row: strawberry.Private[models.Attachment]
    file_name: str = strawberry.field(description="With its extension.")
    content_type: str = strawberry.field(description="Its media type, as far as it is known.")
    size_bytes: int = strawberry.field(description="0 until the marketplace gave the file.")
    state: AttachmentState = strawberry.field(description="Whether it can be downloaded.")
    problem: str | None = strawberry.field(
        default=None, description="Why it cannot be downloaded, or was not scanned; null when all is well."
    )
    looks_like: str | None = strawberry.field(
        default=None, description="The media type of its bytes, where its name says something else."
    )
    scanned_at: datetime | None = strawberry.field(
        default=None, description="When a malware scanner found nothing in it; null where none was asked."
    )
    numbers: strawberry.Private[Numbers | None] = None
    link: FileLink | None = strawberry.field(
        default=None, description="The link by which it reached the customer, where it went as one."
    )

    @resolved("The invoice that this file is, if it is one.")
    def invoice_number(self, info: Info) -> str | None:
        """Read once for all files of a list."""
        numbers = self.numbers or (lambda: numbers_of_files(info.context.viewer, [self.row]))
        return numbers().get(self.row.digest)

    @resolved("Where a signed-in person or a token may download it; good for 90 days.")
    def url(self, info: Info) -> str:
        """A signed link, so that it works in an `img` too."""
        return info.context.base_url + signed_path(self.row.pk)


def attachment(row: models.Attachment, numbers: Numbers | None = None) -> Attachment:
    """From a row; `numbers` gives the invoices among the files that it was read with."""
    return Attachment(
        id=global_id(Kind.ATTACHMENT, row.pk),
        row=row,
        file_name=row.file_name,
        content_type=row.content_type,
        size_bytes=min(row.size_bytes, MAX_INT),
        state=AttachmentState(row.state),
        problem=row.error or None,
        looks_like=row.looks_like or None,
        scanned_at=row.scanned_at,
        numbers=numbers,
        link=_link(row),
    )


def _link(row: models.Attachment) -> FileLink | None:
    """Loaded with the row by every query that gives more than one."""
    link: models.FileLink | None = getattr(row, "link", None)
    if link is None:
        return None
    downloads = min(link.downloads, MAX_INT)
    return FileLink(row=link, expires_at=link.expires_at, revoked_at=link.revoked_at, downloads=downloads)
