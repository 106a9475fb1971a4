"""The rehearsal marketplace, as tests and the demo hold it in their hands."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sandbox.application import Application
from sandbox.calls import CallLog
from sandbox.faults import FaultPlan
from sandbox.rakuten_fr.app import Api
from sandbox.rakuten_fr.control.routes import control
from sandbox.rakuten_fr.routes import ACTIONS
from sandbox.rakuten_fr.settings import Settings
from sandbox.rakuten_fr.state.building import (
    Post,
    Product,
    build_purchase,
    build_question,
    open_claim,
    say,
)
from sandbox.rakuten_fr.state.model import Address, Claim, Entry, Item, Party, PickUpPoint, Purchase
from sandbox.rakuten_fr.state.store import State
from sandbox.rakuten_fr.state.writing import write

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


class RakutenMarketplace:
    """One seller's account with nothing sold and nothing said yet.

    The same seed gives the same token, ids and dice. `now` replaces the wall clock; it must give aware
    times. `serve` puts it on the wire; every method may be called while it serves.
    """

    name = "Rakuten France (rehearsal)"

    def __init__(self, seed: int = 1, now: Callable[[], datetime] | None = None) -> None:
        self.seed = seed
        self.state = State(seed, now)
        self.settings = Settings()
        self.faults = FaultPlan(seed)
        self.calls = CallLog()
        self.api = Api(self.state, self.settings, self.faults, self.calls)
        self.app: WSGIApplication = Application(self.api, control(self))

    @property
    def login(self) -> str:
        """The seller's name."""
        return self.state.login

    @property
    def token(self) -> str:
        """The token that works now."""
        return self.state.token

    def now(self) -> datetime:
        """The marketplace's clock."""
        return self.state.now()

    def rotate_token(self) -> str:
        """The seller makes a new token; the old one is refused from now on."""
        with self.state.lock:
            self.state.token = self.state.new_token()
        return self.state.token

    def deny(self, *actions: str) -> None:
        """These actions get InvalidUserRights from now on; ValueError for one that does not exist."""
        if unknown := sorted(set(actions) - set(ACTIONS)):
            raise ValueError(f"Unknown actions: {', '.join(unknown)}. Use {', '.join(ACTIONS)}.")
        self.state.denied.update(actions)

    def allow(self) -> None:
        """Everything is allowed again."""
        self.state.denied.clear()

    def say_instead(self, action: str, *answers: bytes) -> None:
        """The next answers of an action, byte by byte; what the call does is done all the same."""
        with self.state.lock:
            self.api.said.setdefault(action, []).extend(answers)

    def add_purchase(
        self,
        *products: Product,
        buyer: str = "lili75",
        placed: datetime | None = None,
        address: Address | None = None,
        pick_up_point: PickUpPoint | None = None,
        confirmed: bool = True,
    ) -> Purchase:
        """A purchase, three days old unless told; one teapot when no product is given."""
        with self.state.lock:
            return build_purchase(
                self.state,
                products or (Product(),),
                buyer=buyer,
                placed=placed or self.now() - timedelta(days=3),
                address=address,
                pick_up_point=pick_up_point,
                confirmed=confirmed,
            )

    def add_item(
        self,
        posts: str | Post | Sequence[Post] = (),
        *,
        buyer: str = "lili75",
        placed: datetime | None = None,
        product: Product | None = None,
    ) -> Item:
        """A purchase of one item, with what was said about it."""
        with self.state.lock:
            item = self.add_purchase(product or Product(), buyer=buyer, placed=placed).items[0]
            say(self.state, item, _posts(posts))
        return item

    def add_question(self, content: str, *, buyer: str = "curieux44", headline: str = "Théière") -> Item:
        """Somebody asks before buying. Whether the service shows such questions is not known."""
        with self.state.lock:
            item = build_question(self.state, headline, buyer=buyer)
            say(self.state, item, [Post(content)])
        return item

    def write(
        self,
        item_id: int,
        content: str,
        *,
        by: Party = "BUYER",
        to: Party | None = None,
        at: datetime | None = None,
        subject: str | None = None,
    ) -> Entry:
        """Somebody writes about an item, the seller on the site included; KeyError for an unknown item."""
        with self.state.lock:
            item = self.state.items[item_id]
            return write(self.state, item, content, by=by, to=to, at=at or self.now(), subject=subject)

    def lose_order(self, purchase_id: int) -> None:
        """The purchase is no longer given; its items are."""
        with self.state.lock:
            del self.state.purchases[purchase_id]

    def read_on_site(self, item_id: int) -> None:
        """The seller reads on Rakuten's own pages: nothing is unread any more."""
        with self.state.lock:
            for entry in self.state.items[item_id].entries:
                entry.status = "SENT" if entry.status == "SENT" else self.settings.read_status

    def open_claim(
        self, item_id: int, comment: str, kind: str = "DAMAGED", at: datetime | None = None
    ) -> None:
        """The buyer opens a claim."""
        with self.state.lock:
            claim = Claim(at or self.now(), comment, kind)
            open_claim(self.state, self.state.items[item_id], claim)

    def end_claim(self, item_id: int, *, state: str = "CLOSED", amicable: bool = True) -> None:
        """The claim closes, or (`amicable` False) Rakuten takes it over."""
        with self.state.lock:
            item = self.state.items[item_id]
            if item.claim is None:
                raise LookupError(f"Item {item_id} has no claim.")
            old = item.claim
            item.claim = Claim(old.created, old.comment, old.type, state, amicable)

    def item(self, item_id: int) -> Item:
        """The item itself; KeyError when there is none."""
        return self.state.items[item_id]

    def sent(self, item_id: int | None = None) -> list[Entry]:
        """What came through the API, about one item or all."""
        with self.state.lock:
            return [
                entry
                for item in self.state.items.values()
                if item_id in (None, item.id)
                for entry in item.entries
                if entry.through_api
            ]


def _posts(posts: str | Post | Sequence[Post]) -> list[Post]:
    if isinstance(posts, str):
        return [Post(posts)]
    return [posts] if isinstance(posts, Post) else list(posts)
