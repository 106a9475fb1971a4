"""From the orders that a connector read to rows."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.accounts.models.keys import new_id
from guichet.inbox.ingest.statements import write
from guichet.inbox.ingest.tidy import clean, cleaned
from guichet.platforms.port import Order

# As JSON writes it; a backslash before it is found too, and does no harm.
NUL = b"\\u0000"
UPSERT = """
INSERT INTO marketplace_order (
    id, account_id, channel_id, marketplace_order_id, state, placed_at, total, currency, customer_name, url,
    data, fetched_at, fetch_after, fetch_failures)
SELECT r.id, %(account)s, %(channel)s, r.marketplace_id, r.state, r.placed_at, r.total, r.currency,
    r.customer_name, r.url, r.data, %(now)s, NULL, 0
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(
    id uuid, marketplace_id text, state text, placed_at timestamptz, total numeric, currency text,
    customer_name text, url text, data jsonb)
ON CONFLICT (channel_id, marketplace_order_id) DO UPDATE SET
    state = EXCLUDED.state, placed_at = EXCLUDED.placed_at, total = EXCLUDED.total,
    currency = EXCLUDED.currency, customer_name = EXCLUDED.customer_name, url = EXCLUDED.url,
    data = EXCLUDED.data, fetched_at = EXCLUDED.fetched_at, fetch_after = NULL, fetch_failures = 0
WHERE marketplace_order.erased_at IS NULL
"""


def ingest_orders(channel: Channel, orders: Sequence[Order]) -> None:
    """Upsert orders by their marketplace id; running it again with the same orders changes nothing."""
    by_id = {order.marketplace_id: order for order in orders}
    rows = [_row(by_id[key]) for key in sorted(by_id)]
    write(UPSERT, rows, account=channel.account_id, channel=channel.pk, now=timezone.now())


def _row(order: Order) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "marketplace_id": order.marketplace_id,
        "state": (clean(order.state) or "")[:100],
        "placed_at": order.placed_at.isoformat() if order.placed_at else None,
        "total": _plain(order.total) if order.total is not None else None,
        "currency": (clean(order.currency) or "")[:3],
        "customer_name": (clean(order.customer_name) or "")[:300],
        "url": clean(order.url) or "",
        "data": orjson.Fragment(_document(order)),
    }


def _document(order: Order) -> bytes:
    """The whole order as JSON, without what PostgreSQL's text cannot hold: hardly any has that."""
    try:
        made = orjson.dumps(order, default=_plain)
        return made if NUL not in made else _cleaned(order)
    except orjson.JSONEncodeError:
        return _cleaned(order)


def _cleaned(order: Order) -> bytes:
    return orjson.dumps(cleaned(json.loads(json.dumps(asdict(order), default=_plain))))


def _plain(value: object) -> str:
    """Money as decimal strings, times as ISO 8601: JSON has neither."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(type(value).__name__)
