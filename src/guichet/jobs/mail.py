"""Mails are read after they were stored."""

from uuid import UUID

from django.conf import settings

from guichet.accounts.models import Channel
from guichet.jobs.app import job
from guichet.sync.mail_ingest import ingest_mails
from guichet.sync.mail_mailbox import read_installation_mailbox

# Shorter than the moment that a worker has to end.
WITHIN_SECONDS = 2.0
# Short intervals are for rehearsals and tests, as for channels.
LOOK = "* * * * *" if settings.GUICHET_SYNC_INTERVAL >= 60 else "* * * * * *"


@job("mail.ingest", of=Channel)
def ingest(channel_id: str) -> None:
    """Read the mails of one channel that wait."""
    ingest_mails(UUID(channel_id), WITHIN_SECONDS)


@job("mail.look", cron=LOOK, queueing_lock="mail.look")
def look(timestamp: int) -> None:
    """Read what is new in the installation's mailbox."""
    read_installation_mailbox()
