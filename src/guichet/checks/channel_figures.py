"""How the channels of the installation fare, by platform; call inside `everywhere`."""

from dataclasses import dataclass

from django.db import connection

STATES = """
SELECT platform, CASE WHEN NOT is_enabled THEN 'DISABLED' WHEN health = 'BLOCKED' THEN 'BLOCKED'
    WHEN health = 'DEGRADED' THEN 'DEGRADED' WHEN last_sync_at IS NULL THEN 'WAITING' ELSE 'HEALTHY' END,
    count(*)
FROM channel GROUP BY 1, 2 ORDER BY 1, 2
"""
# How late the next synchronisation is, and how old the last one, of channels that should be synchronised.
DELAYS = """
SELECT platform,
    percentile_disc(ARRAY[0.5, 0.95, 1]) WITHIN GROUP (ORDER BY GREATEST(0,
        EXTRACT(EPOCH FROM now() - COALESCE(next_sync_at, now())))),
    percentile_disc(ARRAY[0.5, 0.95, 1]) WITHIN GROUP (ORDER BY
        EXTRACT(EPOCH FROM now() - COALESCE(last_sync_at, created_at)))
FROM channel WHERE is_enabled AND health <> 'BLOCKED' GROUP BY platform ORDER BY platform
"""
EACH = """
SELECT id::text, platform, marketplace, EXTRACT(EPOCH FROM now() - COALESCE(last_sync_at, created_at))
FROM channel WHERE is_enabled ORDER BY id LIMIT %s
"""
QUANTILES = ("0.5", "0.95", "1")


@dataclass(frozen=True, slots=True)
class Delay:
    """Seconds, at each of QUANTILES."""

    platform: str
    overdue: tuple[float, ...]
    age: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ChannelAge:
    """Seconds since one channel was last synchronised, or activated."""

    channel: str
    platform: str
    marketplace: str
    age: float


def channel_states() -> list[tuple[str, str, int]]:
    """Platform, state (the contract's ChannelHealth) and how many."""
    with connection.cursor() as cursor:
        cursor.execute(STATES)
        return list(cursor.fetchall())


def sync_delays() -> list[Delay]:
    """By platform."""
    with connection.cursor() as cursor:
        cursor.execute(DELAYS)
        return [Delay(name, _floats(late), _floats(age)) for name, late, age in cursor.fetchall()]


def channel_ages(at_most: int) -> list[ChannelAge]:
    """Each channel that is on; none at all where there are more than `at_most`."""
    with connection.cursor() as cursor:
        cursor.execute(EACH, [at_most + 1])
        rows = cursor.fetchall()
    if len(rows) > at_most:
        return []
    return [ChannelAge(key, platform, code, float(age)) for key, platform, code, age in rows]


def _floats(values: list[object]) -> tuple[float, ...]:
    return tuple(float(str(value)) for value in values)
