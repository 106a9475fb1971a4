"""Why the order that a discussion names is not there."""

from guichet.accounts.models import Channel
from guichet.inbox.models import Order
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform


def without_access(channel: Channel, order_ref: str | None) -> str:
    """The platform's sentence where its orders need an access that was not given; else empty.

    The caller has reached the channel for its viewer. An order that the connector could not ask for
    (`Unsupported`) is known by what `sync.orders` leaves of it: neither fetched, nor waiting, nor failed.
    """
    sentence = manifest_of(Platform(channel.platform)).without_orders
    if not sentence or not order_ref:
        return ""
    named = Order.objects.filter(channel_id=channel.pk, marketplace_order_id=order_ref)
    left = named.filter(fetched_at=None, fetch_after=None, fetch_failures=0)
    return sentence if left.exists() else ""
