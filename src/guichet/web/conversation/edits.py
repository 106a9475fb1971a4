"""What a message said before the marketplace changed it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from guichet.inbox.models import Message
from guichet.inbox.queries.thread import ThreadRow


@dataclass(frozen=True, slots=True)
class Edit:
    """Earlier words and until when they were seen."""

    text: str
    until: datetime


def edits_of(message: Message | ThreadRow) -> Sequence[Edit]:
    """Oldest first; none for a message whose words never changed."""
    if message.edited_at is None:
        return ()
    earlier = json.loads(message.earlier) if isinstance(message, ThreadRow) else message.earlier
    return [Edit(was["body"], datetime.fromisoformat(was["until"])) for was in earlier]
