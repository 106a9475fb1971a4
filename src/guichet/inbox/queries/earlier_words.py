"""What messages said before their marketplace changed them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox import access


@dataclass(frozen=True, slots=True)
class EarlierWords:
    """What a message said, and until when it was seen to say so."""

    body: str
    until: datetime


def earlier_words(viewer: Viewer, message_ids: Collection[UUID]) -> dict[UUID, list[EarlierWords]]:
    """Those of the messages that were edited, oldest first."""
    rows = access.messages(viewer).filter(id__in=message_ids, edited_at__isnull=False)
    return {
        key: [EarlierWords(was["body"], datetime.fromisoformat(was["until"])) for was in earlier]
        for key, earlier in rows.values_list("id", "earlier")
    }
