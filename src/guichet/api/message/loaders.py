"""What messages of one list need, read for all of them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.api.peers import Peers
from guichet.inbox.models import Attachment
from guichet.inbox.queries.attachments import attachments_of_messages
from guichet.inbox.queries.earlier_words import EarlierWords, earlier_words
from guichet.inbox.queries.message_row import MessageRow
from guichet.inbox.queries.originals import originals


def files_of_messages(
    viewer: Viewer, rows: Sequence[MessageRow]
) -> tuple[Mapping[UUID, Sequence[Attachment]], Peers[Attachment]]:
    """The files of each message, and all these files as peers."""
    found = attachments_of_messages(viewer, [row.id for row in rows])
    return found, Peers(viewer, [file for some in found.values() for file in some])


def earlier_words_of(viewer: Viewer, rows: Sequence[MessageRow]) -> Mapping[UUID, Sequence[EarlierWords]]:
    """Asks only for those that were edited."""
    edited = [row.id for row in rows if row.edited_at is not None]
    return earlier_words(viewer, edited) if edited else {}


def originals_of(viewer: Viewer, rows: Sequence[MessageRow]) -> Mapping[UUID, str]:
    """What came, where it was more than its words."""
    return originals(viewer, [row.id for row in rows])
