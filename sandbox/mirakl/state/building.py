"""Make threads and orders out of little: for tests, for the demo, and for the control pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from sandbox.mirakl.state.model import Customer, Entity, File, Message, Party, Shop, Thread, Topic
from sandbox.mirakl.state.opening import customer_of_order, open_thread, order_entity
from sandbox.mirakl.state.order import Address, Order, OrderLine
from sandbox.mirakl.state.store import State
from sandbox.mirakl.state.writing import participant, write_message

About = Literal["order", "offer", "operator", "nothing"]
LOCALES = {"fr": "fr_FR", "de": "de_DE", "es": "es_ES", "it": "it_IT", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Post:
    """One message to write. `to` defaults to the shop, or to the customer (operator) when the shop writes.

    Without `at` the posts of one thread are a minute apart and the last one is now.
    """

    body: str
    by: Party = "CUSTOMER"
    at: datetime | None = None
    to: tuple[Party, ...] | None = None
    files: tuple[File, ...] = ()
    user: str | None = None
    message_id: str | None = None


def build_thread(
    state: State,
    shop: Shop,
    posts: Sequence[Post],
    *,
    customer: Customer | None,
    about: About,
    entity: Entity | None,
    order: Order | None,
    topic: Topic,
    thread_id: str | None,
    channel: str | None,
) -> Thread:
    """A thread with its messages; the caller holds the lock."""
    times = _times(state, posts)
    if about == "order" and entity is None and order is None:
        order = build_order(state, shop, customer or Customer(), created=times[0] - timedelta(days=3))
    if order is not None and customer is None:
        customer = customer_of_order(order)
    thread = open_thread(
        state,
        shop,
        topic=topic,
        entities=_entities(state, shop, about, entity, order),
        customer=None if about == "operator" else customer,
        channel=channel or (order.channel[0] if order and order.channel else None),
        at=times[0],
        thread_id=thread_id,
    )
    for post, at in zip(posts, times, strict=True):
        build_message(state, thread, post, at)
    return thread


def build_message(
    state: State, thread: Thread, post: Post, at: datetime, updated: datetime | None = None
) -> Message:
    """One more message; the caller holds the lock."""
    parties = post.to or _usual_recipients(thread, post.by)
    return write_message(
        state,
        thread,
        body=post.body,
        by=post.by,
        to=[participant(thread, party) for party in parties],
        at=at,
        files=post.files,
        user=post.user,
        message_id=post.message_id,
        updated=updated,
    )


def _times(state: State, posts: Sequence[Post]) -> list[datetime]:
    now = state.now()
    last = len(posts) - 1
    return [post.at or now - timedelta(minutes=last - position) for position, post in enumerate(posts)]


def _usual_recipients(thread: Thread, by: Party) -> tuple[Party, ...]:
    if by != "SHOP":
        return ("SHOP",)
    return ("OPERATOR",) if thread.customer is None else ("CUSTOMER",)


def _entities(
    state: State, shop: Shop, about: About, entity: Entity | None, order: Order | None
) -> tuple[Entity, ...] | None:
    if entity is not None:
        return (entity,)
    if order is not None:
        return (order_entity(order),)
    if about == "operator":
        return (Entity("SELLER_OPERATOR", str(shop.id), shop.name),)
    if about == "offer":
        number = str(state.new_number())
        return (Entity("MMP_OFFER", number, f"Offre {number}"),)
    return None


def build_order(
    state: State,
    shop: Shop,
    customer: Customer,
    *,
    created: datetime,
    order_id: str | None = None,
    status: str = "SHIPPING",
    lines: Sequence[OrderLine] = (),
) -> Order:
    """A plausible order, put in the books; the caller holds the lock."""
    order_id = order_id or f"C{7_700_000 + state.new_number()}-A"
    firstname, _, lastname = customer.name.partition(" ")
    address = Address(
        firstname, lastname or firstname, "1 rue de l'Exemple", "69000", "Lyon", "France", "FRA"
    )
    order = Order(
        id=order_id,
        commercial_id=order_id.rsplit("-", 1)[0],
        shop_id=shop.id,
        state=status,
        created=created,
        updated=created,
        lines=list(lines) or [OrderLine("LAMPE-01", "Lampe de bureau", Decimal("54.90"), 1, Decimal("4.90"))],
        customer_id=customer.id or f"cust-of-{order_id}",
        firstname=firstname,
        lastname=lastname or firstname,
        locale=LOCALES.get(customer.language, "fr_FR"),
        billing=address,
        shipping=address,
        organization=customer.organization,
        accepted=created + timedelta(minutes=8),
        shipping_deadline=created + timedelta(days=2),
    )
    state.orders[order.id] = order
    return order
