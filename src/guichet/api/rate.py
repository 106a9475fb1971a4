"""How much a token, or a signed-in member, may ask: two buckets that fill again, held in PostgreSQL.

Each is kept as the moment when it will be full again (GCRA, ITU-T I.371 annex A), moved on by one UPDATE that
refuses by its own condition: whatever the number of processes, no two of them spend the same last request.
"""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any
from uuid import UUID

from django.conf import settings

from guichet.accounts.queries.quick import quick
from guichet.api.bounds import MAX_NODES

MINUTE = 60.0
# What may be asked at once: a fifth of a minute's worth.
WINDOW = MINUTE / 5
SPEND = """
UPDATE api_spending
SET requests_full_at = greatest(requests_full_at, now()) + %(request_cost)s,
    nodes_full_at = greatest(nodes_full_at, now()) + %(node_cost)s
WHERE asker_id = %(asker)s
    AND greatest(requests_full_at, now()) + %(request_cost)s <= now() + %(request_room)s
    AND (%(is_late)s OR greatest(nodes_full_at, now()) + %(node_cost)s <= now() + %(node_room)s)
RETURNING requests_full_at, nodes_full_at, now()
"""
LOOK = "SELECT requests_full_at, nodes_full_at, now() FROM api_spending WHERE asker_id = %(asker)s"
# Two first requests of a token meet where neither finds its row; then there is one, and nothing is owed.
TRIES = 3
BEGIN = """
INSERT INTO api_spending (asker_id, account_id, requests_full_at, nodes_full_at)
VALUES (%(asker)s, %(account)s, now(), now()) ON CONFLICT (asker_id) DO NOTHING RETURNING asker_id
"""


@dataclass(frozen=True, slots=True)
class Bucket:
    """`seconds_each`: what a piece takes to fill again, 0 for no limit; `room`: seconds of a full bucket."""

    seconds_each: float
    room: float

    @property
    def size(self) -> int:
        """How many pieces a full one holds."""
        return round(self.room / self.seconds_each) if self.seconds_each else 0

    def left(self, seconds_to_full: float) -> int:
        """How many pieces it holds while it takes that long to be full."""
        return (
            max(int((self.room - seconds_to_full) / self.seconds_each + 1e-6), 0) if self.seconds_each else 0
        )

    def wait(self, seconds_to_full: float, pieces: int) -> float:
        """The seconds until it holds so many."""
        return seconds_to_full + pieces * self.seconds_each - self.room


@dataclass(frozen=True, slots=True)
class Spent:
    """How both buckets stand; `wait` is 0, or the seconds until what was asked for would be allowed."""

    requests: Bucket
    nodes: Bucket
    requests_to_full: float
    nodes_to_full: float
    wait: float = 0

    @property
    def headers(self) -> dict[str, str]:
        """draft-ietf-httpapi-ratelimit-headers-06, the form that clients read; none without a limit."""
        if not self.requests.seconds_each:
            return {}
        return {
            "RateLimit-Limit": str(self.requests.size),
            "RateLimit-Remaining": str(self.requests.left(self.requests_to_full)),
            "RateLimit-Reset": str(ceil(self.requests_to_full)),
            "RateLimit-Policy": f"{self.requests.size};w={ceil(self.requests.room)}",
        }


def buckets() -> tuple[Bucket, Bucket]:
    """Of requests and of nodes, as the installation sets them."""
    return (
        _bucket(settings.GUICHET_API_REQUESTS_PER_MINUTE, 1),
        _bucket(settings.GUICHET_API_NODES_PER_MINUTE, MAX_NODES),
    )


def spend(asker: UUID, account: UUID, requests: int, nodes: int, *, is_late: bool = False) -> Spent | None:
    """Take that much out of both buckets, or nothing and say how long to wait; None where nothing is limited.

    `is_late`: the nodes were used already, so that they are taken even where the bucket then owes them.
    """
    for_requests, for_nodes = buckets()
    if not for_requests.seconds_each and not for_nodes.seconds_each:
        return None
    params: dict[str, Any] = {
        "asker": asker, "is_late": is_late or not nodes,
        "request_cost": timedelta(seconds=requests * for_requests.seconds_each),
        "node_cost": timedelta(seconds=nodes * for_nodes.seconds_each),
        "request_room": timedelta(seconds=for_requests.room), "node_room": timedelta(seconds=for_nodes.room),
    }  # fmt: skip
    to_full, wait = (0.0, 0.0), 0.0
    for _ in range(TRIES):
        spent = quick(SPEND, params)
        if spent:
            return Spent(for_requests, for_nodes, *_to_full(spent[0]))
        found = quick(LOOK, {"asker": asker})
        if not found:
            quick(BEGIN, {"asker": asker, "account": account})
            continue
        to_full = _to_full(found[0])
        wait = max(for_requests.wait(to_full[0], requests), for_nodes.wait(to_full[1], nodes) if nodes else 0)
        if wait > 0:
            break
    return Spent(for_requests, for_nodes, *to_full, wait=max(wait, 0.001))


def _bucket(per_minute: int, at_least: int) -> Bucket:
    if not per_minute:
        return Bucket(0, 0)
    each = MINUTE / per_minute
    return Bucket(each, max(WINDOW, at_least * each))


def _to_full(row: tuple[Any, ...]) -> tuple[float, float]:
    requests_full_at, nodes_full_at, now = row
    return (
        max((requests_full_at - now).total_seconds(), 0.0),
        max((nodes_full_at - now).total_seconds(), 0.0),
    )
