"""A thread begins."""

from datetime import datetime

from sandbox.mirakl.state.model import Customer, Entity, Participant, Shop, Thread, Topic
from sandbox.mirakl.state.order import Order
from sandbox.mirakl.state.store import State


def open_thread(
    state: State,
    shop: Shop,
    *,
    topic: Topic,
    entities: tuple[Entity, ...] | None,
    customer: Customer | None,
    channel: str | None,
    at: datetime,
    thread_id: str | None = None,
) -> Thread:
    """A thread without messages yet; the caller holds the lock and writes the first one at once."""
    thread = Thread(
        id=thread_id or state.new_id(),
        shop_id=shop.id,
        topic=topic,
        entities=entities,
        authorized=_participants(state, shop, customer),
        date_created=at.replace(microsecond=0),
        date_updated=at,
        customer=customer,
        channel=channel,
    )
    state.put_thread(thread)
    return thread


def _participants(state: State, shop: Shop, customer: Customer | None) -> tuple[Participant, ...]:
    always = (Participant("SHOP", shop.name, str(shop.id)), Participant("OPERATOR", state.operator_name))
    if customer is None:
        return always
    return (Participant("CUSTOMER", customer.name, customer.id), *always)


def order_entity(order: Order) -> Entity:
    """The order as a thread names it."""
    return Entity("MMP_ORDER", order.id, order.id)


def customer_of_order(order: Order) -> Customer:
    """The buyer as a participant."""
    name = f"{order.firstname} {order.lastname}"
    return Customer(name, order.customer_id, order.locale.partition("_")[0], order.organization)
