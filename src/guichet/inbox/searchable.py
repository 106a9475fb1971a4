"""Puts one message where the search finds it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

INSERT = """
INSERT INTO message_search (message_id, account_id, discussion_id, words)
SELECT id, account_id, discussion_id, guichet_fold(%s) FROM message WHERE id = %s
"""


def make_searchable(message_id: UUID, words: Sequence[str]) -> None:
    """Fold and store the words of a message that was written here; ingest does it for those that are read."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, ["\n".join(words), message_id])
