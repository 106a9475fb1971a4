"""Make purchases and discussions out of little: for tests, for the demo, and for the control pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sandbox.rakuten_fr.state.model import Address, Claim, Item, LogLine, Party, PickUpPoint, Purchase
from sandbox.rakuten_fr.state.store import State
from sandbox.rakuten_fr.state.writing import write


@dataclass(frozen=True, slots=True)
class Post:
    """One message to write. Without `at` the posts of one item are a minute apart and the last one is now."""

    content: str
    by: Party = "BUYER"
    at: datetime | None = None
    subject: str | None = None
    to: Party | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """What was bought."""

    headline: str = "Théière en fonte 1,2 L"
    price: Decimal = Decimal("39.90")
    sku: str = "THE-012"
    ean: str = "3701234567890"
    category: str = "Arts de la table"


def build_purchase(
    state: State,
    products: Sequence[Product],
    *,
    buyer: str,
    placed: datetime,
    address: Address | None = None,
    pick_up_point: PickUpPoint | None = None,
    confirmed: bool = True,
) -> Purchase:
    """A purchase with one item for each product; the caller holds the lock."""
    purchase = Purchase(
        state.new_purchase_id(), placed, buyer, address or Address(), pick_up_point=pick_up_point,
        confirmed=confirmed,
    )  # fmt: skip
    for product in products:
        purchase.items.append(_item(state, product, purchase))
    state.purchases[purchase.id] = purchase
    return purchase


def _item(state: State, product: Product, purchase: Purchase) -> Item:
    item = Item(
        id=state.new_item_id(),
        headline=product.headline,
        price=product.price,
        buyer=purchase.buyer,
        ordered=purchase.placed,
        purchase_id=purchase.id,
        sku=product.sku,
        ean=product.ean,
        category=product.category,
        status="ACCEPTED" if purchase.confirmed else "TO_CONFIRM",
        state="COMMITTED" if purchase.confirmed else "REQUESTED",
        state_label="Vente confirmée" if purchase.confirmed else "Vente à confirmer",
    )
    item.log.append(LogLine(purchase.placed, "ITEM_REQUESTED", f"Commande de {item.buyer.upper()}"))
    if purchase.confirmed:
        confirmed = purchase.placed + timedelta(hours=3)
        item.log.append(LogLine(confirmed, "ITEM_COMMITTED", "Vente confirmée par le vendeur"))
    state.items[item.id] = item
    return item


def build_question(state: State, headline: str, *, buyer: str) -> Item:
    """An item that nobody has bought; the caller holds the lock."""
    item = Item(state.new_item_id(), headline, Decimal(0), buyer, None, None, status="", state="")
    state.items[item.id] = item
    return item


def say(state: State, item: Item, posts: Sequence[Post]) -> None:
    """Write all posts; the caller holds the lock."""
    now, last = state.now(), len(posts) - 1
    for position, post in enumerate(posts):
        at = post.at or now - timedelta(minutes=last - position)
        write(state, item, post.content, by=post.by, at=at, subject=post.subject, to=post.to)


def open_claim(state: State, item: Item, claim: Claim) -> None:
    """A claim opens: the item is on hold and stays on the to-do list; the caller holds the lock."""
    item.claim = claim
    item.status, item.state = "ON_HOLD", "CLAIMED_AMICABLE"
    item.state_label = "Réclamation ouverte, discussion avec l'acheteur"
    item.log.append(LogLine(claim.created, "AMICABLE_CLAIM_CREATION", f"Réclamation de {item.buyer.upper()}"))
