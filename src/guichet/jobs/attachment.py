"""Files come after their messages."""

from uuid import UUID

from guichet.inbox.models import Attachment
from guichet.jobs.app import job
from guichet.sync.attachments import fetch_attachment
from guichet.sync.let_go import let_go


@job("attachment.fetch", of=Attachment)
def fetch(attachment_id: str) -> None:
    """Fetch one attachment."""
    fetch_attachment(UUID(attachment_id))


@job("attachment.let_go", cron="23 3 * * *", queueing_lock="attachment.let_go")
def drop(timestamp: int) -> None:
    """Let go of what nothing names."""
    let_go()
