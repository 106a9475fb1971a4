"""Make orders, messages and claims out of little: for tests, for the demo, and for the control pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sandbox.fnac_darty.state.model import Claim, File, Kind, Message, Role, Shop
from sandbox.fnac_darty.state.order import Address, Order, OrderLine
from sandbox.fnac_darty.state.store import State

ADDRESS = Address("Odile", "Martin-Test", "3 rue de l'Essai", "69001", "LYON")
SUBJECTS: dict[Kind, str] = {"ORDER": "Question sur la commande", "OFFER": "Question sur le produit"}
CLAIM_SUBJECT = "Nouvelle réclamation"


@dataclass(frozen=True, slots=True)
class Post:
    """One message to write. Without `at` the posts of an order are a minute apart and the last one is now."""

    text: str
    by: Role = "CLIENT"
    at: datetime | None = None
    subject: str | None = None
    files: tuple[File, ...] = ()
    name: str | None = None
    updated: datetime | None = None


def build_order(
    state: State,
    shop: Shop,
    *,
    order_id: str | None = None,
    address: Address = ADDRESS,
    lines: Sequence[OrderLine] = (),
    created: datetime | None = None,
    status: str = "Shipped",
) -> Order:
    """A plausible order, put in the books; the caller holds the lock."""
    created = created or state.now() - timedelta(days=5)
    order = Order(
        id=order_id or state.new_order_id(shop),
        shop_id=shop.id,
        client_id=state.new_id(),
        address=address,
        lines=list(lines) or [OrderLine("Lampe de bureau articulée", Decimal("17.5"), 2)],
        created=created,
        updated=created,
        state=status,
        culture=shop.culture,
        ship_by=created + timedelta(days=2),
    )
    state.orders[order.id] = order
    return order


def write(
    state: State, order: Order, post: Post, *, to: str | None = None, through_api: bool = False
) -> Message:
    """A message about an order; the caller holds the lock."""
    shop = state.shops[order.shop_id]
    at = post.at or state.now()
    return state.put(
        Message(
            id=state.new_id(),
            shop_id=shop.id,
            kind="ORDER",
            ref=order.id,
            role=post.by,
            name=post.name if post.name is not None else _name(shop, order, post.by),
            subject=post.subject or SUBJECTS["ORDER"],
            description=post.text,
            created=at,
            updated=post.updated or at,
            files=tuple((_stored(state, file), file) for file in post.files),
            is_read=post.by == "SELLER",
            to=to,
            through_api=through_api,
        )
    )


def ask(
    state: State, shop: Shop, text: str, *, name: str, title: str, offer_id: str, at: datetime | None = None
) -> Message:
    """Somebody asks about an offer; the caller holds the lock."""
    moment = at or state.now()
    return state.put(
        Message(
            id=state.new_id(),
            shop_id=shop.id,
            kind="OFFER",
            ref=offer_id,
            role="CLIENT",
            name=name,
            subject=SUBJECTS["OFFER"],
            description=text,
            created=moment,
            updated=moment,
            offer_title=title,
        )
    )


def claim(
    state: State, order: Order, text: str, *, kind: int, by: str, at: datetime | None, said: bool
) -> Claim:
    """A claim, and the message that brings its words at the same moment; the caller holds the lock."""
    moment = at or state.now()
    made = Claim(state.new_id(), order.shop_id, order.id, text, moment, moment, kind, by)
    state.claims[made.id] = made
    if said:
        role: Role = "CLIENT" if by == "client" else "CALLCENTER"
        write(state, order, Post(text, role, moment, CLAIM_SUBJECT))
    return made


def _stored(state: State, file: File) -> str:
    file_id = state.new_id()
    state.files[file_id] = file
    return file_id


def _name(shop: Shop, order: Order, by: Role) -> str:
    if by == "CLIENT":
        return f"{order.address.firstname} {order.address.lastname[:1]}."
    return {"SELLER": shop.name, "CALLCENTER": "Service client"}.get(by, "")
