"""Many threads at once, for paging and for load: 100,000 messages take about three seconds."""

from datetime import datetime, timedelta

from sandbox.mirakl.state.building import Post, build_order, build_thread
from sandbox.mirakl.state.model import Customer, Entity, Shop, Thread, Topic
from sandbox.mirakl.state.store import State

_TOPIC = Topic("REASON_CODE", "23")


def fill(
    state: State,
    shop: Shop,
    threads: int,
    messages_each: int,
    *,
    until: datetime,
    spacing: timedelta,
    orders: bool,
) -> list[Thread]:
    """`threads` threads, the newest changed at `until`, each `spacing` before the next one.

    Messages alternate between customer and shop, a minute apart; every number differs, so does every text.
    """
    made = []
    with state.lock:
        for position in range(threads):
            last = until - spacing * (threads - 1 - position)
            made.append(_thread(state, shop, position, messages_each, last, orders=orders))
    return made


def _thread(state: State, shop: Shop, position: int, count: int, last: datetime, *, orders: bool) -> Thread:
    number = state.new_number()
    customer = Customer(f"Client {number}", f"cust-{number}")
    created = last - timedelta(days=3)
    order_id = f"B{number}-A"
    order = build_order(state, shop, customer, created=created, order_id=order_id) if orders else None
    return build_thread(
        state,
        shop,
        _posts(position, count, last),
        customer=customer,
        about="order",
        entity=None if orders else Entity("MMP_ORDER", order_id, order_id),
        order=order,
        topic=_TOPIC,
        thread_id=None,
        channel="FR",
    )


def _posts(position: int, count: int, last: datetime) -> list[Post]:
    posts = []
    for index in range(count):
        at = last - timedelta(minutes=count - 1 - index)
        if index % 2:
            posts.append(Post(f"Réponse {index} de la boutique, discussion {position}.", "SHOP", at))
        else:
            posts.append(Post(f"Question {index} du client, discussion {position}.", "CUSTOMER", at))
    return posts
