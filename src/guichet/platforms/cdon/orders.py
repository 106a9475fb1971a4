"""Orders by the number a mail names: the order's own id, else the number its basket shares."""

from collections.abc import Sequence

from guichet.platforms.cdon.answers import entry_of, orders_trouble
from guichet.platforms.cdon.baskets import orders_in_basket
from guichet.platforms.cdon.client import CdonClient
from guichet.platforms.cdon.parse_order import parse_orders
from guichet.platforms.errors import Unreadable
from guichet.platforms.fields import FieldError
from guichet.platforms.http import Answer
from guichet.platforms.port import Memory, Order

_UNKNOWN = (400, 404)


def orders(client: CdonClient, memory: Memory, order_ids: Sequence[str]) -> list[Order]:
    """The orders known under these numbers, each under the number it was asked for."""
    found = (_one(client, memory, order_id) for order_id in dict.fromkeys(order_ids) if order_id)
    return [order for order in found if order is not None]


def _one(client: CdonClient, memory: Memory, number: str) -> Order | None:
    answers = _asked(client, [number])
    if not answers:
        answers = _asked(client, orders_in_basket(client, memory, number))
    return _parsed(answers, number) if answers else None


def _asked(client: CdonClient, order_ids: Sequence[str]) -> list[Answer]:
    """The answers about the orders that are known."""
    answers = [client.order(order_id) for order_id in order_ids]
    for answer in answers:
        if answer.status not in (200, *_UNKNOWN):
            raise orders_trouble(answer)
    return [answer for answer in answers if answer.status == 200]


def _parsed(answers: Sequence[Answer], number: str) -> Order:
    try:
        return parse_orders([entry_of(answer) for answer in answers], number)
    except FieldError as error:
        raise Unreadable(f"The order could not be read: {error}.", answers[0].body) from error
