"""The statements of an ingest: one a table, rows passed as one JSON array."""

from collections.abc import Sequence
from typing import Any

import orjson
import psycopg
from django.db import DataError, connection
from django.db.backends.utils import CursorWrapper

DISCUSSIONS = """
INSERT INTO discussion (
    id, account_id, store_id, channel_id, marketplace, marketplace_discussion_id, type, status, is_read,
    subject, snippet, participants, initiator, possible_recipients, recipient_kinds, product, order_ref,
    message_count, marketplace_message_count, last_message_at, needs_reply_since, reply_due_at,
    marketplace_due_at, answer_waived_at, waived_since, last_sync_at, created_at, updated_at)
SELECT r.id, %(account)s, %(store)s, %(channel)s, %(marketplace)s, r.marketplace_discussion_id, r.type,
    'OPEN', r.is_read, r.subject, r.snippet, r.participants, r.initiator, r.possible_recipients,
    r.recipient_kinds, r.product, r.order_ref, r.message_count, r.marketplace_message_count,
    r.last_message_at, r.needs_reply_since, r.reply_due_at, r.marketplace_due_at, r.answer_waived_at,
    r.waived_since, %(now)s, r.created_at, %(now)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(
    id uuid, marketplace_discussion_id text, type text, is_read boolean, subject text, snippet text,
    participants jsonb, initiator jsonb, possible_recipients jsonb, recipient_kinds varchar[], product jsonb,
    order_ref text, message_count int, marketplace_message_count int, last_message_at timestamptz,
    needs_reply_since timestamptz, reply_due_at timestamptz, marketplace_due_at timestamptz,
    answer_waived_at timestamptz, waived_since timestamptz, created_at timestamptz)
ON CONFLICT (channel_id, marketplace_discussion_id) DO UPDATE SET
    type = EXCLUDED.type, is_read = EXCLUDED.is_read, subject = EXCLUDED.subject, snippet = EXCLUDED.snippet,
    participants = EXCLUDED.participants, initiator = EXCLUDED.initiator,
    possible_recipients = EXCLUDED.possible_recipients, recipient_kinds = EXCLUDED.recipient_kinds,
    product = EXCLUDED.product, order_ref = EXCLUDED.order_ref, message_count = EXCLUDED.message_count,
    marketplace_message_count = EXCLUDED.marketplace_message_count,
    last_message_at = EXCLUDED.last_message_at, needs_reply_since = EXCLUDED.needs_reply_since,
    reply_due_at = EXCLUDED.reply_due_at, marketplace_due_at = EXCLUDED.marketplace_due_at,
    answer_waived_at = EXCLUDED.answer_waived_at, waived_since = EXCLUDED.waived_since,
    last_sync_at = EXCLUDED.last_sync_at,
    updated_at = EXCLUDED.updated_at
"""

SEARCHES = """
INSERT INTO discussion_search (discussion_id, account_id, subject, participants)
SELECT r.discussion_id, %(account)s, guichet_fold(r.subject), guichet_fold(r.participants)
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(discussion_id uuid, subject text, participants text)
ON CONFLICT (discussion_id) DO UPDATE SET
    subject = EXCLUDED.subject, participants = EXCLUDED.participants
"""

MESSAGES = """
WITH given AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(
        id uuid, discussion_id uuid, marketplace_message_id text, author_kind text, author_name text,
        author_email text, recipients varchar[], body text, original text, sent_at timestamptz, files text)
), kept AS (
    INSERT INTO message (
        id, account_id, discussion_id, marketplace_message_id, author_kind, author_name, author_email,
        recipients, body, original, sent_at, created_at, delivery, checks)
    SELECT id, %(account)s, discussion_id, marketplace_message_id, author_kind, author_name, author_email,
        recipients, body, original, sent_at, %(now)s, 'RECEIVED', 0
    FROM given
    ON CONFLICT (discussion_id, marketplace_message_id) DO NOTHING
    RETURNING id
)
INSERT INTO message_search (message_id, account_id, discussion_id, words)
SELECT given.id, %(account)s, given.discussion_id, guichet_fold(concat_ws(E'\\n', given.body, given.files))
FROM given JOIN kept USING (id)
"""

# What a marketplace shows in other words than before was edited there; layout alone is no edit, so that a
# change of our parser is none. Our own replies are left as they were sent.
EDITED = """
WITH given AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(
        discussion_id uuid, marketplace_message_id text, body text, original text, files text)
), changed AS (
    UPDATE message SET body = given.body, original = given.original, edited_at = %(now)s,
        earlier = message.earlier
            || jsonb_build_array(jsonb_build_object('body', message.body, 'until', %(now)s))
    FROM given
    WHERE message.discussion_id = given.discussion_id
        AND message.marketplace_message_id = given.marketplace_message_id
        AND message.delivery = 'RECEIVED'
        AND message.erased_at IS NULL
        AND message.body <> given.body
        AND regexp_replace(message.body, '\\s+', '', 'g') <> regexp_replace(given.body, '\\s+', '', 'g')
    RETURNING message.id, concat_ws(E'\\n', given.body, given.files) AS words
)
UPDATE message_search SET words = guichet_fold(changed.words)
FROM changed WHERE message_search.message_id = changed.id
RETURNING message_search.discussion_id
"""

CONFIRMED = """
UPDATE message SET delivery = 'CONFIRMED', delivery_error = NULL, look_at = NULL, leaves_at = NULL,
    marketplace_message_id = r.marketplace_message_id, sent_at = r.sent_at
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(
    id uuid, discussion_id uuid, marketplace_message_id text, sent_at timestamptz)
WHERE message.discussion_id = r.discussion_id
    AND (message.id = r.id OR (r.id IS NULL AND message.marketplace_message_id = r.marketplace_message_id))
    AND message.delivery IN ('SENDING', 'CHECKING', 'SENT', 'FAILED')
"""

ATTACHMENTS = """
INSERT INTO attachment (
    id, account_id, discussion_id, message_id, marketplace_attachment_id, file_name, content_type, size_bytes,
    digest, state, attempts, next_try_at, error, created_at)
SELECT r.id, %(account)s, r.discussion_id, r.message_id, r.marketplace_attachment_id, r.file_name,
    r.content_type, r.size_bytes, '', 'WAITING', 0, %(now)s, '', %(now)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(
    id uuid, discussion_id uuid, message_id uuid, marketplace_attachment_id text, file_name text,
    content_type text, size_bytes bigint)
JOIN message ON message.id = r.message_id
ON CONFLICT (message_id, marketplace_attachment_id) DO NOTHING
RETURNING id
"""

# Whose customer wrote again after the erasure is needed again.
WANTED_AGAIN = """
UPDATE marketplace_order SET erased_at = NULL, fetched_at = NULL
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(ref text)
WHERE channel_id = %(channel)s AND marketplace_order_id = r.ref AND erased_at IS NOT NULL
"""

# An order is asked for with its discussion: at once when unknown, again when it is older than `stale`.
ORDERS = """
INSERT INTO marketplace_order (
    id, account_id, channel_id, marketplace_order_id, state, currency, customer_name, url, data, fetch_after,
    fetch_failures)
SELECT r.id, %(account)s, %(channel)s, r.ref, '', '', '', '', '{}'::jsonb, %(now)s, 0
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(id uuid, ref text)
ON CONFLICT (channel_id, marketplace_order_id) DO UPDATE SET fetch_after = EXCLUDED.fetch_after
WHERE (marketplace_order.fetched_at IS NULL OR marketplace_order.fetched_at < %(stale)s)
    AND marketplace_order.erased_at IS NULL
"""


def write(statement: str, rows: Sequence[dict[str, Any]], **values: Any) -> list[Any]:
    """Run one statement for all rows; the first column of what it returns, if it returns."""
    if not rows:
        return []
    with bound_cursor() as cursor:
        cursor.execute(statement, values | {"rows": _as_json(rows)})
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


def bound_cursor() -> CursorWrapper:
    """Django's cursor with values bound by the server, for statements that carry much.

    A page of messages takes twice its time where all of it is quoted here and read as part of the statement
    there.
    """
    connection.ensure_connection()
    # The stubs name Django's wrapper, which is what this makes.
    bare: Any = psycopg.Cursor(connection.connection)
    return connection.make_cursor(bare)


def _as_json(rows: Sequence[dict[str, Any]]) -> str:
    """DataError for half a surrogate pair in an id, as PostgreSQL has it for NUL."""
    try:
        return orjson.dumps(rows).decode()
    except orjson.JSONEncodeError as error:
        raise DataError("A value is no Unicode text.") from error
