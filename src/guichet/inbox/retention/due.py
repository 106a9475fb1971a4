"""Which discussions the rules would erase now."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from guichet.inbox.queries.sql import Sql, sql
from guichet.inbox.retention.rules import Rule

# A reply that is not through: what it says is still needed.
ON_ITS_WAY = """EXISTS (SELECT FROM message w WHERE w.discussion_id = d.id AND w.account_id = d.account_id
    AND (w.delivery IN ('QUEUED', 'SENDING', 'CHECKING')
        OR (w.delivery = 'SENT' AND w.marketplace_message_id IS NULL
            AND w.attempted_at > now() - interval '1 day')))"""
NOT_ERASED = "(d.erased_until IS NULL OR d.last_message_at > d.erased_until)"
# The age counts from the delivery where it is known. What nobody has read or answered stays, until it is as
# old itself: a customer who writes late must be read before anything goes.
DUE = f"""
discussion d
JOIN channel c ON c.id = d.channel_id
JOIN jsonb_to_recordset(%s::jsonb) AS r(platform text, days int, "includesOpen" boolean)
    ON r.platform = c.platform
LEFT JOIN marketplace_order o ON o.channel_id = d.channel_id AND o.marketplace_order_id = d.order_ref
WHERE d.account_id = %s AND {NOT_ERASED}
    AND (r."includesOpen" OR d.status IN ('SOLVED', 'CLOSED'))
    AND coalesce((o.data ->> 'delivered_at')::timestamptz, d.last_message_at)
        < %s - make_interval(days => r.days)
    AND ((d.is_read AND d.needs_reply_since IS NULL)
        OR d.last_message_at < %s - make_interval(days => r.days))
    AND NOT {ON_ITS_WAY}
"""


def due(account_id: Any, rules: Sequence[Rule], now: datetime) -> Sql:
    """What stands behind FROM: the discussions `d`, their channels `c` and orders `o`."""
    told = json.dumps([rule.told() for rule in rules if rule.days is not None])
    return sql(DUE, told, account_id, now, now)
