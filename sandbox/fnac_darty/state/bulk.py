"""Many conversations at once, for paging and for load."""

from datetime import datetime, timedelta

from sandbox.fnac_darty.state.building import Post, build_order, write
from sandbox.fnac_darty.state.model import Role, Shop
from sandbox.fnac_darty.state.order import Order
from sandbox.fnac_darty.state.store import State

_PARTIES: tuple[Role, Role] = ("CLIENT", "SELLER")


def fill(
    state: State, shop: Shop, orders: int, messages_each: int, *, until: datetime, spacing: timedelta
) -> list[Order]:
    """`orders` conversations, the newest changed at `until`, each `spacing` before the next one.

    Messages alternate between customer and seller, a minute apart; every text differs.
    """
    return [
        _conversation(state, shop, number, messages_each, until - spacing * (orders - 1 - number))
        for number in range(orders)
    ]


def _conversation(state: State, shop: Shop, number: int, count: int, last: datetime) -> Order:
    order = build_order(state, shop, created=last - timedelta(days=3))
    for index in range(count):
        at = last - timedelta(minutes=count - 1 - index)
        text = f"Message {index} de la conversation {number}."
        write(state, order, Post(text, _PARTIES[index % 2], at))
    return order
