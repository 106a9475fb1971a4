"""Ten times as many discussions within minutes: PostgreSQL copies those that are there.

Python writes some 1,500 discussions a second; ten million would take two hours, and their messages more disk
than a laptop has. A copy keeps what lists, filters, counts and searches go by, has a key of its own, and has
the first message alone. What is planted to be rare is not copied.
"""

from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from bench.data.landmarks import RARE_SUBJECT

Rules = dict[str, str]

# The first bits of a UUIDv7 are its time, which stays; the last are drawn anew for each copy.
COPIED = """
CREATE FUNCTION pg_temp.copied(key uuid, number int) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN
    (left(key::text, 24) || left(md5(key::text || number), 12))::uuid
"""
SOURCE = """
CREATE TEMP TABLE copied_from ON COMMIT DROP AS
SELECT DISTINCT ON (m.discussion_id) m.discussion_id, m.id AS message_id
FROM message m JOIN discussion d ON d.id = m.discussion_id
WHERE d.account_id = %s AND d.subject NOT LIKE %s
ORDER BY m.discussion_id, m.sent_at, m.id
"""
BY_DISCUSSION = "JOIN copied_from c ON c.discussion_id = t.{}"
BY_MESSAGE = "JOIN copied_from c ON c.message_id = t.{}"
# Of each table: which rows are copied, and the columns of a copy that differ.
TABLES: dict[str, tuple[str, Rules]] = {
    "discussion": (BY_DISCUSSION.format("id"), {
        "id": "pg_temp.copied(t.id, n)",
        "marketplace_discussion_id": "t.marketplace_discussion_id || '-' || n",
        "order_ref": "t.order_ref || '-' || n",
        "message_count": "1", "marketplace_message_count": "1",
    }),
    "message": (BY_MESSAGE.format("id"), {
        "id": "pg_temp.copied(t.id, n)", "discussion_id": "pg_temp.copied(t.discussion_id, n)",
        "marketplace_message_id": "t.marketplace_message_id || '-' || n",
    }),
    "discussion_search": (BY_DISCUSSION.format("discussion_id"), {
        "discussion_id": "pg_temp.copied(t.discussion_id, n)",
    }),
    "message_search": (BY_MESSAGE.format("message_id"), {
        "message_id": "pg_temp.copied(t.message_id, n)",
        "discussion_id": "pg_temp.copied(t.discussion_id, n)",
    }),
    "marketplace_order": ("", {
        "id": "pg_temp.copied(t.id, n)", "marketplace_order_id": "t.marketplace_order_id || '-' || n",
    }),
}  # fmt: skip
NAMES = """
SELECT column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position
"""


def grow(connection: Connection[Any], account_id: UUID, copies: int) -> None:
    """So many copies of each discussion of the account; its search tables must be filled."""
    connection.execute(COPIED)
    connection.execute(SOURCE, [account_id, f"%{RARE_SUBJECT}%"])
    connection.execute("ANALYZE copied_from")
    for table, (which, rules) in TABLES.items():
        columns = [name for (name,) in connection.execute(NAMES, [table])]
        connection.execute(_copy(table, which, columns, rules), [copies, account_id])


def _copy(table: str, which: str, columns: list[str], rules: Rules) -> Composed:
    kept = {name: Identifier("t", name) for name in columns}
    changed = {name: SQL(rule) for name, rule in rules.items()}
    return SQL(
        "INSERT INTO {} ({}) SELECT {} FROM {} t {} CROSS JOIN generate_series(1, %s) n "
        "WHERE t.account_id = %s"
    ).format(
        Identifier(table), SQL(", ").join(map(Identifier, columns)),
        SQL(", ").join((kept | changed).values()), Identifier(table), SQL(which),
    )  # fmt: skip
