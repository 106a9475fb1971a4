"""Notes how far somebody has read."""

from uuid import UUID

from django.db import connection
from django.utils import timezone

from guichet.accounts.models.keys import new_id
from guichet.accounts.viewer import Viewer

# Written only when there is something new: reloading a page writes nothing.
NOTE = """
INSERT INTO visit (id, account_id, member_id, discussion_id, seen_message_id, seen_at)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (account_id, member_id, discussion_id) DO UPDATE
SET seen_message_id = EXCLUDED.seen_message_id, seen_at = EXCLUDED.seen_at
WHERE visit.seen_message_id < EXCLUDED.seen_message_id
"""


def note_visit(viewer: Viewer, discussion_id: UUID, newest_id: UUID) -> None:
    """This viewer has seen the discussion up to this message; the caller has checked that they may."""
    who = (new_id(), viewer.account_id, viewer.member_id)
    with connection.cursor() as cursor:
        cursor.execute(NOTE, (*who, discussion_id, newest_id, timezone.now()))
