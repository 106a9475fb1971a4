"""The rehearsal marketplace, as tests and the demo hold it in their hands."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sandbox.application import Application
from sandbox.calls import CallLog
from sandbox.faults import FaultPlan
from sandbox.fnac_darty.app import ENDPOINTS, Api
from sandbox.fnac_darty.control.routes import control
from sandbox.fnac_darty.settings import Settings
from sandbox.fnac_darty.state import building, bulk
from sandbox.fnac_darty.state.building import ADDRESS, Post
from sandbox.fnac_darty.state.model import Claim, Message, Role, Shop
from sandbox.fnac_darty.state.order import Address, Order, OrderLine
from sandbox.fnac_darty.state.store import State

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

OFFER = "C0FFEE00-3333-4333-8333-000000000201"
CULTURES = {"fnac-es": "es_ES", "fnac-pt": "pt_PT", "fnac-be": "fr_BE"}


class FnacDartyMarketplace:
    """One host with shops of both brands and nothing said yet; the first shop is one of Fnac France.

    The same seed gives the same ids and keys. `now` replaces the wall clock; it must give aware times.
    `serve` puts it on the wire; every method may be called while it serves.
    """

    name = "Fnac Darty (rehearsal)"

    def __init__(self, seed: int = 1, now: Callable[[], datetime] | None = None) -> None:
        self.seed = seed
        self.state = State(seed, now)
        self.settings = Settings()
        self.faults = FaultPlan(seed)
        self.calls = CallLog()
        self.api = Api(self.state, self.settings, self.faults, self.calls)
        self.partner_id = self.state.new_id()
        self.add_shop("fnac-fr", "Atelier Lumen")
        self.app: WSGIApplication = Application(self.api, control(self))

    @property
    def shop(self) -> Shop:
        """The first shop."""
        return next(iter(self.state.shops.values()))

    def now(self) -> datetime:
        """The marketplace's clock, in seconds."""
        return self.state.now()

    def add_shop(self, marketplace: str, name: str) -> Shop:
        """A shop on one site, by the site's code."""
        with self.state.lock:
            culture = CULTURES.get(marketplace, "fr_FR")
            shop = Shop(self.state.new_id(), self.partner_id, self.state.new_id(), marketplace, name, culture)
            self.state.shops[shop.id] = shop
        return shop

    def shop_of(self, marketplace: str) -> Shop:
        """The shop of a site; LookupError where there is none."""
        for shop in self.state.shops.values():
            if shop.marketplace == marketplace:
                return shop
        raise LookupError(f"There is no shop on {marketplace}.")

    def rotate_key(self, shop: Shop | None = None) -> str:
        """Replace a shop's key: the old key and all tokens stop working."""
        shop = shop or self.shop
        with self.state.lock:
            shop.key = self.state.new_id()
        self.kill_tokens()
        return shop.key

    def kill_tokens(self) -> None:
        """Every token given out so far is refused."""
        with self.state.lock:
            self.state.tokens.clear()

    def give_instead(self, service: str, *answers: bytes) -> None:
        """The next answers of a service, byte by byte; what the call does is done all the same."""
        if service not in ENDPOINTS:
            raise ValueError(f"Unknown service {service}: use one of {', '.join(sorted(ENDPOINTS))}.")
        with self.state.lock:
            self.api.given.setdefault(service, []).extend(answers)

    def add_order(
        self,
        posts: str | Post | Sequence[str | Post] = (),
        *,
        shop: Shop | None = None,
        order_id: str | None = None,
        address: Address = ADDRESS,
        lines: Sequence[OrderLine] = (),
        created: datetime | None = None,
        status: str = "Shipped",
    ) -> Order:
        """An order, five days old unless told, with what was said about it."""
        with self.state.lock:
            order = building.build_order(
                self.state,
                shop or self.shop,
                order_id=order_id,
                address=address,
                lines=lines,
                created=created,
                status=status,
            )
            several = _posts(posts)
            for place, post in enumerate(several, 1):
                self._write(order, post, self.now() - timedelta(minutes=len(several) - place))
        return order

    def write(self, order_id: str, text: str | Post, *, by: Role = "CLIENT") -> Message:
        """Somebody writes about an order, the seller on the site included; KeyError for an unknown order."""
        post = text if isinstance(text, Post) else Post(text, by)
        with self.state.lock:
            return self._write(self.state.orders[order_id], post, self.now())

    def moderate(self, message_id: str, text: str) -> None:
        """The marketplace changes the words of a message, which keeps its id and its date."""
        with self.state.lock:
            message = self.state.messages[message_id]
            message.description, message.updated = text, self.now()

    def lose_order(self, order_id: str) -> None:
        """The order is no longer given; its messages are."""
        with self.state.lock:
            del self.state.orders[order_id]

    def ask(
        self,
        text: str,
        *,
        shop: Shop | None = None,
        name: str = "lecteur75",
        title: str = "Lampe de bureau articulée",
        offer_id: str = OFFER,
        at: datetime | None = None,
    ) -> Message:
        """Somebody asks about an offer before buying."""
        with self.state.lock:
            return building.ask(
                self.state, shop or self.shop, text, name=name, title=title, offer_id=offer_id, at=at
            )

    def answer(self, message_id: str, text: str, at: datetime | None = None) -> None:
        """The seller answers a question on the site."""
        with self.state.lock:
            message = self.state.messages[message_id]
            message.answer = text
            message.answer_at = message.updated = at or self.now()

    def open_claim(
        self,
        order_id: str,
        text: str,
        *,
        kind: int = 3,
        by: str = "client",
        at: datetime | None = None,
        said: bool = True,
    ) -> Claim:
        """A claim on an order; its words come as a message too, unless `said` is False."""
        with self.state.lock:
            order = self.state.orders[order_id]
            return building.claim(self.state, order, text, kind=kind, by=by, at=at, said=said)

    def close_claim(self, claim_id: str) -> None:
        """The claim closes."""
        with self.state.lock:
            claim = self.state.claims[claim_id]
            claim.closed = claim.updated = self.now()
            claim.waits_for_seller = False

    def fill(
        self,
        orders: int,
        messages_each: int = 2,
        *,
        shop: Shop | None = None,
        until: datetime | None = None,
        spacing: timedelta = timedelta(minutes=7),
    ) -> list[Order]:
        """Many conversations, oldest first; the newest changed at `until` (a minute ago by default)."""
        last = until or self.now() - timedelta(minutes=1)
        with self.state.lock:
            return bulk.fill(
                self.state, shop or self.shop, orders, messages_each, until=last, spacing=spacing
            )

    def messages(self, order_id: str) -> list[Message]:
        """The messages of an order, as they were written."""
        with self.state.lock:
            return list(self.state.messages_of_order.get(order_id, ()))

    def sent(self) -> list[Message]:
        """What came through the service: messages of orders, and questions that were answered."""
        with self.state.lock:
            return [message for message in self.state.messages.values() if message.through_api]

    def _write(self, order: Order, post: Post, at: datetime) -> Message:
        if post.at is None:
            post = replace(post, at=at)
        return building.write(self.state, order, post)


def _posts(posts: str | Post | Sequence[str | Post]) -> list[Post]:
    several = [posts] if isinstance(posts, str | Post) else posts
    return [Post(post) if isinstance(post, str) else post for post in several]
