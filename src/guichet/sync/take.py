"""Takes many due channels at once: one statement for what a worker can poll just now."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.sync.due import LEFT_OVER
from guichet.sync.hold import POLL_LEASE
from guichet.sync.places import AT_ONCE

# After an outage more may be due; the longest due of so many are looked at.
LOOKED_AT = 2000

FREE = """is_enabled AND health <> 'BLOCKED' AND next_sync_at <= %(now)s
    AND (held_until IS NULL OR held_until < %(now)s) AND (busy_until IS NULL OR busy_until <= %(now)s)"""
# No marketplace gets more than it has places, so that the backlog of one hides nobody else's. Two workers
# that look at once take different ones: who comes second passes over what the first has locked. So more are
# wanted than taken, few enough to be found one by one.
TAKE = f"""
WITH due AS (
    SELECT id, marketplace, next_sync_at FROM channel
    WHERE {FREE} AND marketplace <> ALL(%(full)s)
    ORDER BY next_sync_at LIMIT %(looked_at)s
), numbered AS (
    SELECT id, marketplace, next_sync_at,
        row_number() OVER (PARTITION BY marketplace ORDER BY next_sync_at) AS nth
    FROM due
), wanted AS (
    SELECT id FROM numbered
    WHERE nth <= %(each)s - coalesce((%(taken)s::jsonb ->> marketplace)::int, 0)
    ORDER BY next_sync_at LIMIT 3 * %(many)s
), picked AS (
    SELECT channel.id FROM channel JOIN wanted USING (id) WHERE {FREE}
    ORDER BY next_sync_at LIMIT %(many)s
    FOR UPDATE OF channel SKIP LOCKED
)
UPDATE channel SET held_by = gen_random_uuid(), held_until = %(until)s, last_try_at = %(now)s
FROM picked WHERE channel.id = picked.id
RETURNING channel.*, {LEFT_OVER}
"""  # noqa: S608 - constants of ours


def take_due(many: int, taken: Mapping[str, int]) -> list[Channel]:
    """Up to `many` channels that are due and free, the longest due first, each under a lease of its own.

    `taken` says how many places each marketplace has taken in this process already.
    """
    now: datetime = timezone.now()
    asked = {
        "now": now, "until": now + POLL_LEASE, "many": many, "each": AT_ONCE, "looked_at": LOOKED_AT,
        "taken": json.dumps(dict(taken)), "full": [code for code, count in taken.items() if count >= AT_ONCE],
    }  # fmt: skip
    return list(Channel.objects.raw(TAKE, asked))
