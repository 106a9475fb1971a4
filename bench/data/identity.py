"""Ids and times as text: half of all that is generated."""

from datetime import UTC, datetime
from random import Random


def id_at(dice: Random, moment: float) -> str:
    """A UUIDv7 (RFC 9562, 5.7) of this moment, in seconds since 1970, as 32 hexadecimal digits."""
    bits = dice.getrandbits(74)
    value = int(moment * 1000) << 80 | 7 << 76 | (bits >> 62) << 64 | 2 << 62 | bits & (1 << 62) - 1
    return f"{value:032x}"


def iso(moment: float) -> str:
    """ISO 8601 of seconds since 1970."""
    return datetime.fromtimestamp(moment, UTC).isoformat()
