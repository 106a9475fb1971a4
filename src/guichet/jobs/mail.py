"""Mails are read after they were stored."""

from uuid import UUID

from guichet.jobs.app import job
from guichet.sync.mail_ingest import ingest_mails

# Shorter than the moment that a worker has to end.
WITHIN_SECONDS = 2.0


@job("mail.ingest")
def ingest(channel_id: str) -> None:
    """Read the mails of one channel that wait."""
    ingest_mails(UUID(channel_id), WITHIN_SECONDS)
