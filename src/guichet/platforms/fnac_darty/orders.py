"""Reads orders in batches (orders_query)."""

import logging
from collections.abc import Iterator, Sequence

from guichet.platforms.errors import MissingRight, Unreadable
from guichet.platforms.fields import FieldError
from guichet.platforms.fnac_darty.client import FnacDartyClient
from guichet.platforms.fnac_darty.errors import RefusedQueryError, quoted, refused_read
from guichet.platforms.fnac_darty.mend import legal
from guichet.platforms.fnac_darty.node import Node
from guichet.platforms.fnac_darty.paging import is_last
from guichet.platforms.fnac_darty.parse_order import parse_order
from guichet.platforms.fnac_darty.verdict import Verdict
from guichet.platforms.port import Order

_log = logging.getLogger("guichet.fnac_darty")

BATCH = 50
# 13 characters at Fnac, 17 seen at Darty; what the live service takes ends somewhere below a UUID's 36.
LONGEST_ID = 35


def orders(client: FnacDartyClient, order_ids: Sequence[str]) -> list[Order]:
    """The orders known under these ids; MissingRight where the service gives none to this shop.

    One that cannot be parsed is left out beside others; alone it is Unreadable, with what came.
    """
    usable = [i for i in dict.fromkeys(order_ids) if 0 < len(i) <= LONGEST_ID and legal(i) == i]
    batches = (usable[start : start + BATCH] for start in range(0, len(usable), BATCH))
    found = [order for batch in batches for order in _batch(client, batch)]
    return [order for order in found if order.marketplace_id in set(usable)]


def refused_orders(client: FnacDartyClient, verdict: Verdict) -> Exception:
    """What it means that orders are not given."""
    error = refused_read(verdict, client.mask)
    if isinstance(error, RefusedQueryError):
        return MissingRight(
            quoted("The marketplace gives no orders to these credentials", verdict, client.mask), "orders"
        )
    return error


def _batch(client: FnacDartyClient, order_ids: Sequence[str]) -> list[Order]:
    parsed: list[Order] = []
    for entry in _entries(client, order_ids):
        try:
            parsed.append(parse_order(entry, client.credentials.base))
        except FieldError as error:
            if len(order_ids) == 1:
                raise Unreadable(f"The order could not be read: {error}.", entry.written()) from error
            _log.warning("an order was left out: %s", error)
    return parsed


def _entries(client: FnacDartyClient, order_ids: Sequence[str]) -> Iterator[Node]:
    page, ended = 1, False
    while not ended:
        verdict = client.orders(order_ids, page, BATCH)
        entries = verdict.root.children("order")
        if not verdict.is_good and verdict.status and not entries:
            yield from _without_the_odd_one(client, order_ids, verdict)
            return
        yield from entries
        ended = is_last(verdict.root, page, BATCH, len(entries)) or page > len(order_ids)
        page += 1


def _without_the_odd_one(
    client: FnacDartyClient, order_ids: Sequence[str], verdict: Verdict
) -> Iterator[Node]:
    """An id that the service finds malformed makes it refuse its whole batch; alone it is just unknown."""
    if not verdict.is_not_valid:
        raise refused_orders(client, verdict)
    if len(order_ids) > 1:
        half = len(order_ids) // 2
        yield from _entries(client, order_ids[:half])
        yield from _entries(client, order_ids[half:])
