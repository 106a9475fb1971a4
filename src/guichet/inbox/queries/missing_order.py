"""Why the order that a discussion names is not there."""

from guichet.accounts.models import Channel
from guichet.accounts.queries.quick import quick
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform

LEFT_OUT = """
SELECT 1 FROM marketplace_order o
WHERE o.account_id = %s AND o.channel_id = %s AND o.marketplace_order_id = %s
    AND o.fetched_at IS NULL AND o.fetch_after IS NULL AND o.fetch_failures = 0
"""


def without_access(channel: Channel, order_ref: str | None) -> str:
    """The platform's sentence where its orders need an access that was not given; else empty.

    The caller has reached the channel for its viewer. An order that the connector could not ask for
    (`Unsupported`) is known by what `sync.orders` leaves of it: neither fetched, nor waiting, nor failed.
    """
    sentence = manifest_of(Platform(channel.platform)).without_orders
    if not sentence or not order_ref:
        return ""
    return sentence if quick(LEFT_OUT, [channel.account_id, channel.pk, order_ref]) else ""
