"""A discussion is read in whole."""

from uuid import UUID

from guichet.inbox.models import Discussion
from guichet.jobs.app import job
from guichet.sync.thread import read_discussion


@job("thread.read", of=Discussion)
def read(discussion_id: str) -> None:
    """Resynchronise one discussion."""
    read_discussion(UUID(discussion_id))
