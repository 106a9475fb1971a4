"""Fetches the orders that discussions name, in batches."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import DataError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.ingest.orders import ingest_orders
from guichet.inbox.models import Order
from guichet.platforms.errors import Busy, MissingRight, NeedsOwner, Unreadable, Unsupported
from guichet.platforms.manifest import manifest_of
from guichet.platforms.port import Connector
from guichet.platforms.port import Order as ReadOrder
from guichet.platforms.words import Platform
from guichet.sync.connecting import connector_of
from guichet.sync.health import block, is_left_alone, note_busy
from guichet.sync.places import reading, soon

log = logging.getLogger("guichet.sync")

# An order that the marketplace does not know (yet) is asked for again, a few times, ever later.
UNKNOWN_AGAIN = timedelta(minutes=10)
UNKNOWN_TRIES = 5
RIGHT_AGAIN = timedelta(hours=1)
BUSY_AGAIN = timedelta(minutes=1)
AT_ONCE = 1000


def fetch_orders_of(channel_id: UUID) -> None:
    """Fetch what is due for one channel, on its own connector."""
    channel = Channel.objects.filter(id=channel_id, is_enabled=True).first()
    if channel is None:
        return
    with reading.taken(channel.marketplace) as has_place:
        if has_place and not is_left_alone(channel):
            _fetch_or_later(channel)
        else:
            postpone(channel, soon())


def _fetch_or_later(channel: Channel) -> None:
    try:
        fetch_orders(channel, connector_of(channel))
    except NeedsOwner as error:
        block(channel, error.why)
    except Busy as error:
        note_busy(channel, error.after)
        postpone(channel, error.after or BUSY_AGAIN)


def fetch_orders(channel: Channel, connector: Connector) -> int:
    """Fetch all orders of a channel that are due; how many came. Busy and NeedsOwner go up to the run."""
    size = manifest_of(Platform(channel.platform)).order_batch_size
    due = Order.objects.filter(channel=channel, fetch_after__lte=timezone.now()).order_by("fetch_after")
    refs = list(due.values_list("marketplace_order_id", flat=True)[:AT_ONCE])
    try:
        return _fetch_all(channel, connector, refs, size)
    except Unsupported:
        # Nobody is asked again until a discussion moves; access may have been given by then.
        due.order_by().update(fetch_after=None)
        return 0


def _fetch_all(channel: Channel, connector: Connector, refs: Sequence[str], size: int) -> int:
    return sum(_fetch_batch(channel, connector, refs[i : i + size]) for i in range(0, len(refs), size))


def fetch_orders_or_later(channel: Channel, connector: Connector) -> int:
    """The same inside a pass: a marketplace that is slow with orders must not keep its messages back."""
    try:
        return fetch_orders(channel, connector)
    except Busy as error:
        postpone(channel, error.after or BUSY_AGAIN)
        return 0


def _fetch_batch(channel: Channel, connector: Connector, refs: Sequence[str]) -> int:
    try:
        orders = connector.orders(refs)
    except MissingRight as error:
        _note_missing_right(channel, error.why)
        _asked(channel, refs).update(fetch_after=timezone.now() + RIGHT_AGAIN)
        return 0
    except Unreadable:
        log.exception("channel %s: orders could not be read", channel.pk)
        _note_unknown(channel, set(refs))
        return 0
    for order in _unfit(channel, orders):
        _asked(channel, [order.marketplace_id]).update(fetch_after=None)
        log.warning("channel %s: an order holds a value that does not fit", channel.pk)
    _forget_missing_rights(channel)
    _note_unknown(channel, set(refs) - {order.marketplace_id for order in orders})
    return len(orders)


def _unfit(channel: Channel, orders: Sequence[ReadOrder]) -> list[ReadOrder]:
    """Ingest all at once; where the database cannot hold one, one by one, and say which could not."""
    try:
        with transaction.atomic():
            ingest_orders(channel, orders)
    except DataError:
        return list(orders) if len(orders) == 1 else [o for one in orders for o in _unfit(channel, [one])]
    return []


def _note_unknown(channel: Channel, refs: set[str]) -> None:
    for order in _asked(channel, sorted(refs)):
        order.fetch_failures += 1
        wait = UNKNOWN_AGAIN * order.fetch_failures
        order.fetch_after = timezone.now() + wait if order.fetch_failures < UNKNOWN_TRIES else None
        order.save(update_fields=["fetch_failures", "fetch_after"])


def _asked(channel: Channel, refs: Sequence[str]) -> QuerySet[Order]:
    return Order.objects.filter(channel=channel, marketplace_order_id__in=refs)


def postpone(channel: Channel, wait: timedelta) -> None:
    """Ask for the due orders of a channel later."""
    due = Order.objects.filter(channel=channel, fetch_after__lte=timezone.now())
    due.update(fetch_after=timezone.now() + wait)


def _note_missing_right(channel: Channel, why: str) -> None:
    if why not in channel.missing_rights:
        channel.missing_rights = [*channel.missing_rights, why]
        channel.save(update_fields=["missing_rights"])


def _forget_missing_rights(channel: Channel) -> None:
    """Orders were read, so the right has been given meanwhile."""
    if channel.missing_rights:
        channel.missing_rights = []
        channel.save(update_fields=["missing_rights"])
