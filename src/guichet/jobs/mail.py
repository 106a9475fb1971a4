"""Mails are read after they were stored."""

from uuid import UUID

from guichet.jobs.app import job
from guichet.sync.mail_ingest import ingest_mails


@job("mail.ingest")
def ingest(channel_id: str) -> None:
    """Read the mails of one channel that wait."""
    ingest_mails(UUID(channel_id))
