"""Reads orders in batches (OR11)."""

import logging
from collections.abc import Iterator, Sequence

from guichet.platforms.errors import Busy, Unreadable
from guichet.platforms.fields import FieldError, Fields, dump, load
from guichet.platforms.mirakl.client import MiraklClient
from guichet.platforms.mirakl.errors import NOT_FOUND, OK, refused_read
from guichet.platforms.mirakl.parse_order import parse_order
from guichet.platforms.port import Order

_log = logging.getLogger("guichet.mirakl")

BATCH = 100


def orders(client: MiraklClient, order_ids: Sequence[str]) -> list[Order]:
    """The orders known under these ids; MissingRight where the key may not read any.

    One that cannot be parsed is left out beside others; alone it is Unreadable, with what came.
    """
    wanted = list(dict.fromkeys(order_ids))
    # A comma would ask for two orders; no order id holds one.
    usable = [i for i in wanted if i and "," not in i]
    batches = (usable[start : start + BATCH] for start in range(0, len(usable), BATCH))
    found = [order for batch in batches for order in _batch(client, batch)]
    return [order for order in found if order.marketplace_id in set(usable)]


def _batch(client: MiraklClient, order_ids: Sequence[str]) -> list[Order]:
    parsed: list[Order] = []
    for entry in _entries(client, order_ids):
        try:
            parsed.append(parse_order(entry, client.base))
        except FieldError as error:
            if len(order_ids) == 1:
                raise Unreadable(
                    f"The order could not be read: {error}.", dump(dict(entry.values))
                ) from error
            _log.warning("an order was left out: %s", error)
    return parsed


def _entries(client: MiraklClient, order_ids: Sequence[str]) -> Iterator[Fields]:
    offset = 0
    while True:
        page = _page(client, {"order_ids": ",".join(order_ids), "max": str(BATCH), "offset": str(offset)})
        entries = page.children("orders")
        yield from entries
        offset += len(entries)
        if not entries or offset >= (page.whole("total_count") or 0):
            return


def _page(client: MiraklClient, query: dict[str, str]) -> Fields:
    answer = client.orders(query)
    if answer.status == NOT_FOUND:
        return Fields({}, "orders")
    if answer.status != OK:
        raise refused_read(answer, "orders", client.web.mask)
    try:
        return Fields.of(load(answer.body), "orders")
    except ValueError as error:
        raise Busy("The marketplace's answer was cut short or is not what was asked for.") from error
