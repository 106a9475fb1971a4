"""Messages as they came: never read with the others, because they are large and seldom wanted."""

from collections.abc import Collection
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox import access


def originals(viewer: Viewer, message_ids: Collection[UUID]) -> dict[UUID, str]:
    """What came, for those messages whose words are not all that came."""
    rows = access.messages(viewer).filter(id__in=message_ids, original__isnull=False)
    return {key: text for key, text in rows.values_list("id", "original") if text is not None}


def original_of(viewer: Viewer, discussion_id: UUID, message_id: UUID) -> str | None:
    """What came; None where its words are all, and where there is no such message."""
    rows = access.messages(viewer).filter(id=message_id, discussion_id=discussion_id)
    return rows.values_list("original", flat=True).first()
