"""Which orders share the number of a basket, the one that customers know.

No call asks for a basket. So the lists of orders are read when an unknown number is named, and what they say
is kept as bare numbers, without anybody's address. Lists of orders that have left grow for ever and tell no
order of time: so many pages of them are read, and seldom.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from guichet.platforms.cdon.answers import entries_of, orders_trouble
from guichet.platforms.cdon.client import CdonClient
from guichet.platforms.fields import Fields
from guichet.platforms.port import Memory

_LIMIT = 1000
_KNOWN = timedelta(days=90)
_MOST_KEPT = 20_000
Index = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Lists of one kind: their states, how many pages of each are read, and how soon they are read again."""

    key: str
    states: tuple[str, ...]
    most_pages: int
    again: timedelta


OPEN = Shelf("open-baskets", ("CREATED", "ACCEPTED"), 20, timedelta(seconds=30))
LEFT = Shelf("left-baskets", ("FULFILLED", "NOT_FULFILLED"), 5, timedelta(hours=1))


def orders_in_basket(client: CdonClient, memory: Memory, number: str) -> list[str]:
    """The ids of the orders that share a number; none where no list names it."""
    return _on(OPEN, client, memory, number) or _on(LEFT, client, memory, number)


def _on(shelf: Shelf, client: CdonClient, memory: Memory, number: str) -> list[str]:
    """From what is kept; else the lists are read anew, unless that was done just now."""
    kept = _index(memory.recall(shelf.key, _KNOWN))
    if number in kept or memory.recall(shelf.key, shelf.again) is not None:
        return kept.get(number, [])
    # An order that was open once is found here after it has left.
    known = kept | _read(shelf, client)
    memory.remember(shelf.key, dict(list(known.items())[-_MOST_KEPT:]))
    return known.get(number, [])


def _index(kept: object) -> Index:
    return kept if isinstance(kept, dict) else {}


def _read(shelf: Shelf, client: CdonClient) -> Index:
    found: Index = {}
    for state in shelf.states:
        for entry in _listed(client, state, shelf.most_pages):
            number, order_id = entry.text("customer_order_id"), entry.text("id")
            if number and order_id:
                found.setdefault(number, []).append(order_id)
    return found


def _listed(client: CdonClient, state: str, most_pages: int) -> Iterator[Fields]:
    """There is no total: a page that is not full is the last."""
    for page in range(1, most_pages + 1):
        answer = client.orders(state, page, _LIMIT)
        if answer.status != 200:
            raise orders_trouble(answer)
        entries = entries_of(answer)
        yield from entries
        if len(entries) < _LIMIT:
            return
