"""Files come after their messages."""

from uuid import UUID

from guichet.jobs.app import job
from guichet.sync.attachments import fetch_attachment


@job("attachment.fetch")
def fetch(attachment_id: str) -> None:
    """Fetch one attachment."""
    fetch_attachment(UUID(attachment_id))
