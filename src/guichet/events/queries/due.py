"""What is to be told now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from guichet.events.models import Webhook
from guichet.events.patience import FAILING
from guichet.inbox.queries.sql import Sql, fetch, sql

# A webhook in an outage is asked with what is not due too.
TO_WAKE = """
SELECT w.id FROM webhook w
WHERE w.is_enabled AND (w.held_until IS NULL OR w.held_until < %s)
    AND (w.next_try_at IS NULL OR w.next_try_at <= %s)
    AND EXISTS (SELECT FROM webhook_delivery e WHERE e.webhook_id = w.id AND e.state = 'WAITING'
                AND (e.next_try_at <= %s OR w.failures >= %s))
"""
EVENTS = """
SELECT e.id, e.kind, e.subject, e.message_id, e.facts::text, e.occurred_at, e.attempts, e.failing_since,
    d.id, d.merchant_discussion_id, d.status, d.type, d.order_ref, c.id, c.store_id, c.marketplace, m.body
FROM webhook_delivery e
LEFT JOIN discussion d ON d.id = e.subject
LEFT JOIN channel c ON c.id = coalesce(d.channel_id, e.subject)
LEFT JOIN message m ON m.id = e.message_id AND %s
WHERE e.webhook_id = %s AND e.state = 'WAITING'
"""
EARLIER = (
    "AND NOT EXISTS (SELECT FROM webhook_delivery o"
    " WHERE o.webhook_id = e.webhook_id AND o.subject = e.subject AND o.state = 'WAITING'"
    " AND o.position < e.position"
)


@dataclass(frozen=True, slots=True)
class Due:
    """One event, with what is true of its discussion or channel now; `text` only where it is asked for."""

    id: UUID
    kind: str
    subject: UUID
    message_id: UUID | None
    facts: str
    occurred_at: datetime
    attempts: int
    failing_since: datetime | None
    discussion_id: UUID | None
    merchant_discussion_id: str | None
    status: str | None
    type: str | None
    order_ref: str | None
    channel_id: UUID | None
    store_id: UUID | None
    marketplace: str | None
    text: str | None


def webhooks_to_wake() -> list[UUID]:
    """Those that nobody is at and that something waits for."""
    now = timezone.now()
    return [row[0] for row in fetch(sql(TO_WAKE, now, now, now, FAILING))]


def due_events(webhook: Webhook, at_most: int) -> list[Due]:
    """Whatever may be tried now, the oldest first; nothing whose forerunner waits for a later try."""
    now = timezone.now()
    waits = sql("AND e.next_try_at <= %s", now)
    blocked = sql(EARLIER + " AND o.next_try_at > %s)", now)
    return list(_read(_events(webhook) + waits + blocked + sql("ORDER BY e.position LIMIT %s", at_most)))


def one_to_ask_with(webhook: Webhook) -> list[Due]:
    """Of a webhook that takes nothing: the event that waited longest for a try, due or not."""
    return list(_read(_events(webhook) + sql(EARLIER + ") ORDER BY e.next_try_at, e.position LIMIT 1")))


def _events(webhook: Webhook) -> Sql:
    return sql(EVENTS, webhook.includes_text, webhook.pk)


def _read(asked: Sql) -> Iterator[Due]:
    rows: list[tuple[Any, ...]] = fetch(asked)
    return (Due(*row) for row in rows)
