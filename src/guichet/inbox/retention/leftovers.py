"""What belongs to no discussion and is personal data all the same: mails, payloads, orders."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from guichet.inbox.retention.statements import STRIPPED

AT_ONCE = 500
RULED = """FROM channel c JOIN jsonb_to_recordset(%(rules)s::jsonb) AS r(platform text, days int)
    ON r.platform = c.platform WHERE c.account_id = %(account)s"""
OLD = "%(now)s - make_interval(days => r.days)"
EMPTIED = """body = '', envelope_from = '', sender = '', subject = '', why = '', look_at = NULL,
    state = CASE WHEN state IN ('NEW', 'ASIDE', 'UNREADABLE') THEN 'IGNORED' ELSE state END"""

MAILS = f"""
UPDATE raw_mail SET {EMPTIED} WHERE id IN (
    SELECT m.id {RULED.replace("FROM channel c", "FROM raw_mail m JOIN channel c ON c.id = m.channel_id")}
    AND m.discussion_id IS NULL AND m.received_at < {OLD} AND length(m.body) > 0
    ORDER BY m.id LIMIT {AT_ONCE} FOR UPDATE OF m SKIP LOCKED)
"""  # noqa: S608 - pieces of ours
UNREADABLES = f"""
DELETE FROM unreadable WHERE id IN (
    SELECT u.id {RULED.replace("FROM channel c", "FROM unreadable u JOIN channel c ON c.id = u.channel_id")}
    AND u.seen_at < {OLD} ORDER BY u.id LIMIT {AT_ONCE} FOR UPDATE OF u SKIP LOCKED)
RETURNING channel_id
"""  # noqa: S608 - pieces of ours
PAGES = f"""
DELETE FROM raw_page WHERE id IN (
    SELECT p.id {RULED.replace("FROM channel c", "FROM raw_page p JOIN channel c ON c.id = p.channel_id")}
    AND p.received_at < {OLD} ORDER BY p.id LIMIT {AT_ONCE} FOR UPDATE OF p SKIP LOCKED)
"""  # noqa: S608 - pieces of ours
ORDERS = f"""
UPDATE marketplace_order o SET customer_name = '', fetch_after = NULL, erased_at = %(now)s, data = {STRIPPED}
WHERE o.id IN (
    SELECT q.id
    {RULED.replace("FROM channel c", "FROM marketplace_order q JOIN channel c ON c.id = q.channel_id")}
    AND q.account_id = %(account)s AND q.erased_at IS NULL AND q.data <> '{{}}'
    AND coalesce((q.data ->> 'delivered_at')::timestamptz, q.placed_at) < {OLD}
    AND NOT EXISTS (SELECT FROM discussion d WHERE d.account_id = q.account_id
        AND d.channel_id = q.channel_id AND d.order_ref = q.marketplace_order_id)
    ORDER BY q.id LIMIT {AT_ONCE} FOR UPDATE OF q SKIP LOCKED)
RETURNING o.id
"""  # noqa: S608 - pieces of ours
COUNTED = """
UPDATE channel SET unreadable_count = (SELECT count(*) FROM unreadable u WHERE u.channel_id = channel.id)
WHERE id = ANY(%(channels)s)
"""

# Of one customer: what their addresses sent, and what was set aside and holds one of the needles. A page that
# waits to be taken in tells of others too: it is taken in, but for what was erased.
MAILS_FROM = f"""
UPDATE raw_mail SET {EMPTIED}
WHERE channel_id = ANY(%(channels)s) AND length(body) > 0 AND (lower(sender) = ANY(%(emails)s)
    OR (discussion_id IS NULL
        AND EXISTS (SELECT FROM unnest(%(needles)s::bytea[]) n WHERE position(n IN body) > 0)))
"""  # noqa: S608 - pieces of ours
UNREADABLES_NAMING = """
DELETE FROM unreadable WHERE channel_id = ANY(%(channels)s)
    AND EXISTS (SELECT FROM unnest(%(needles)s::bytea[]) n WHERE position(n IN body) > 0)
RETURNING channel_id
"""


@dataclass(frozen=True, slots=True)
class Leftovers:
    """How many of each."""

    mails: int = 0
    payloads: int = 0
    orders: tuple[UUID, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.mails or self.payloads or self.orders)


def erase_leftovers(account_id: UUID, rules: Sequence[dict[str, Any]], now: datetime) -> Leftovers:
    """Some of what is older than the rules allow; nothing once all of it is gone."""
    asked: dict[str, Any] = {"account": account_id, "rules": json.dumps(rules), "now": now}
    with connection.cursor() as cursor:
        cursor.execute(ORDERS, asked)
        orders = tuple(row[0] for row in cursor.fetchall())
        cursor.execute(MAILS, asked)
        mails = cursor.rowcount
        cursor.execute(PAGES, asked)
        pages = cursor.rowcount
        cursor.execute(UNREADABLES, asked)
        return Leftovers(mails, pages + _counted(cursor), orders)


def erase_what_names(channels: Sequence[UUID], emails: Sequence[str], needles: Sequence[str]) -> Leftovers:
    """Mails from these addresses, and payloads of these channels that hold one of the needles."""
    addresses = [one.lower() for one in emails]
    asked: dict[str, Any] = {"channels": list(channels), "emails": addresses, "needles": _bytes(needles)}
    with connection.cursor() as cursor:
        cursor.execute(MAILS_FROM, asked)
        mails = cursor.rowcount
        cursor.execute(UNREADABLES_NAMING, asked)
        return Leftovers(mails, _counted(cursor))


def _counted(cursor: Any) -> int:
    """How many unreadables went; their channels count what is left."""
    gone = [row[0] for row in cursor.fetchall()]
    cursor.execute(COUNTED, {"channels": sorted(set(gone))})
    return len(gone)


def _bytes(needles: Sequence[str]) -> list[bytes]:
    """As UTF-8, and as JSON writes what is not ASCII."""
    both = {form for needle in needles for form in (needle, json.dumps(needle)[1:-1])}
    return sorted(form.encode() for form in both if form)
