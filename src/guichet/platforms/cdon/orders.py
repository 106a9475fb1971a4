"""Orders by the number a mail names: the order's own id, else the number its basket shares."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from guichet.platforms.cdon.client import CdonClient
from guichet.platforms.cdon.parse_order import parse_orders
from guichet.platforms.errors import Busy, MissingRight, NeedsOwner, Unreadable
from guichet.platforms.fields import FieldError, Fields, dump, load
from guichet.platforms.http import Answer
from guichet.platforms.port import Memory, Order

REFUSED = "CDON refuses the merchant id or the token. Ask CDON for new ones and enter them."
_OPEN = ("CREATED", "ACCEPTED")
_LIMIT = 1000
_MOST_PAGES = 20
_LISTED = "open-orders"
# A number found among the open orders of a moment ago is good; one that is not there is looked for again,
# unless they were listed just now: several unknown numbers cost one listing.
_GOOD = timedelta(minutes=5)
_JUST_NOW = timedelta(seconds=30)


def orders(client: CdonClient, memory: Memory, order_ids: Sequence[str]) -> list[Order]:
    """The orders known under these numbers, each under the number it was asked for."""
    found = (_one(client, memory, order_id) for order_id in dict.fromkeys(order_ids) if order_id)
    return [order for order in found if order is not None]


def _one(client: CdonClient, memory: Memory, order_id: str) -> Order | None:
    answer = client.order(order_id)
    if answer.status == 200:
        return _parsed(answer, [_entry(answer)], order_id)
    if answer.status not in (400, 404):
        raise _orders_trouble(answer)
    basket = _basket(client, memory, order_id)
    return _parsed(answer, basket, order_id) if basket else None


def _parsed(answer: Answer, entries: Sequence[Fields], order_id: str) -> Order:
    try:
        return parse_orders(entries, order_id)
    except FieldError as error:
        raise Unreadable(f"The order could not be read: {error}.", answer.body) from error


def _basket(client: CdonClient, memory: Memory, number: str) -> list[Fields]:
    """The open orders that share a number."""
    found = _sharing(number, memory.recall(_LISTED, _GOOD))
    if found or memory.recall(_LISTED, _JUST_NOW) is not None:
        return found
    listed = [_plain(entry) for state in _OPEN for entry in _listed(client, state)]
    memory.remember(_LISTED, listed)
    return _sharing(number, listed)


def _sharing(number: str, listed: object) -> list[Fields]:
    entries = listed if isinstance(listed, list) else []
    orders = (Fields.of(load(str(entry).encode()), "order") for entry in entries)
    return [order for order in orders if order.text("customer_order_id") == number]


def _plain(entry: Fields) -> str:
    """An entry as text: a JSON column keeps no exact decimals."""
    return dump(dict(entry.values)).decode("ascii")


def _listed(client: CdonClient, state: str) -> Iterator[Fields]:
    """All pages: there is no total, and the order of the list is not known."""
    for page in range(1, _MOST_PAGES + 1):
        answer = client.orders(state, page, _LIMIT)
        if answer.status != 200:
            raise _orders_trouble(answer)
        entries = entries_of(answer)
        yield from entries
        if len(entries) < _LIMIT:
            return


def entries_of(answer: Answer) -> list[Fields]:
    """A bare array, whatever its content type says."""
    try:
        value = load(answer.body)
    except ValueError as error:
        raise Busy("CDON's answer was cut short or is not what was asked for.") from error
    if not isinstance(value, list):
        raise Busy("CDON's answer is not what was asked for.")
    return [Fields(item, "order") for item in value if isinstance(item, dict)]


def _entry(answer: Answer) -> Fields:
    try:
        return Fields.of(load(answer.body), "order")
    except ValueError as error:
        raise Busy("CDON's answer was cut short or is not what was asked for.") from error


def _orders_trouble(answer: Answer) -> Busy | MissingRight:
    """Messages come by mail and need no token, so a refused one must not stop them."""
    problem = trouble(answer)
    return MissingRight(problem.why, "orders") if isinstance(problem, NeedsOwner) else problem


def trouble(answer: Answer) -> Busy | NeedsOwner:
    """What an answer other than 200 means for reading."""
    if answer.status in (401, 403):
        return NeedsOwner(REFUSED)
    return Busy(f"CDON answered with error {answer.status}.")
