"""Reads rehearsal mails."""

from datetime import UTC, datetime

from guichet.platforms.amazon.read import read
from guichet.platforms.mail import Reading, parse_mail
from sandbox.amazon import Buyer, Case

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TO = "k3x@in.example.org"
MAYA = Case(
    Buyer("Maya", "p7qz4m1xk9d2bvt"), "amazon.fr", "A13V1IB3VIYZZH",
    "5a1f0c01-1111-4a11-8a11-0000000000b1", order_id="404-5550199-5550199",
)  # fmt: skip


def reading(raw: bytes, now: datetime = NOW) -> Reading:
    """A trusted mail in our words."""
    return read(parse_mail(raw), now)
