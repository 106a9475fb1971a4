"""The searched text, folded by the database just as the ingest does it."""

from typing import Any

from psycopg import Connection

DISCUSSIONS = """
INSERT INTO discussion_search (discussion_id, account_id, subject, participants)
SELECT d.id, d.account_id, guichet_fold(d.subject), guichet_fold((
    SELECT string_agg(concat_ws(E'\\n', p ->> 'name', p ->> 'email'), E'\\n')
    FROM jsonb_array_elements(d.participants) p))
FROM discussion d ORDER BY d.created_at
"""

MESSAGES = """
INSERT INTO message_search (message_id, account_id, discussion_id, words)
SELECT m.id, m.account_id, m.discussion_id, guichet_fold(concat_ws(E'\\n', m.body, f.names))
FROM message m
LEFT JOIN (SELECT message_id, string_agg(file_name, E'\\n') AS names FROM attachment GROUP BY 1) f
    ON f.message_id = m.id
"""


def fold(connection: Connection[Any]) -> None:
    """Fill both search tables from the rows that are there."""
    with connection.cursor() as cursor:
        cursor.execute(DISCUSSIONS)
        cursor.execute(MESSAGES)
