"""The rehearsal operator, as tests and the demo hold it in their hands."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sandbox.application import Application
from sandbox.calls import CallLog
from sandbox.faults import FaultPlan
from sandbox.mirakl.app import Api
from sandbox.mirakl.catalogue import Catalogue, standard_catalogue
from sandbox.mirakl.content.demo import load_demo
from sandbox.mirakl.control.routes import control
from sandbox.mirakl.keys import Keys
from sandbox.mirakl.settings import Settings
from sandbox.mirakl.state import bulk
from sandbox.mirakl.state.building import About, Post, build_message, build_order, build_thread
from sandbox.mirakl.state.document_request import DocumentRequest
from sandbox.mirakl.state.model import (
    Customer,
    Document,
    Entity,
    File,
    Message,
    NoReplyNeeded,
    Party,
    Shop,
    Thread,
    Topic,
)
from sandbox.mirakl.state.order import Order, OrderLine
from sandbox.mirakl.state.store import State

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

FIRST_SHOP = Shop(2417, "Atelier Lumen")
SECOND_SHOP = Shop(2418, "Lumen Deco", city="Villeurbanne", zip_code="69100", street="4 rue des Souffleurs")
_TOPIC = Topic("FREE_TEXT", "Ma commande")


class MiraklOperator:
    """A marketplace with two shops behind one key and nothing said yet.

    The same seed gives the same key, ids and dice. `now` replaces the wall clock; it must give aware times.
    `serve` puts it on the wire; every method may be called while it serves.
    """

    def __init__(
        self, seed: int = 1, now: Callable[[], datetime] | None = None, *, name: str = "La Grande Halle"
    ) -> None:
        self.seed = seed
        self.state = State(seed, now, name)
        self.settings = Settings()
        self.faults = FaultPlan(seed)
        self.calls = CallLog()
        self.keys = Keys(self.state, seed)
        self.catalogue: Catalogue = standard_catalogue()
        self.add_shop(FIRST_SHOP)
        self.add_shop(SECOND_SHOP)
        self.keys.add(shop_ids=(FIRST_SHOP.id, SECOND_SHOP.id))
        api = Api(self.state, self.settings, self.catalogue, self.faults, self.calls)
        self.app: WSGIApplication = Application(api, control(self))

    @property
    def api_key(self) -> str:
        """The first key that still works."""
        return self.keys.first().value

    @property
    def shop(self) -> Shop:
        """The shop a call without shop_id reads."""
        return self.state.shops[self.keys.first().shop_ids[0]]

    def now(self) -> datetime:
        """The operator's clock, in milliseconds."""
        return self.state.now()

    def add_shop(self, shop: Shop) -> Shop:
        """Another shop; no key sees it until `keys.add`."""
        with self.state.lock:
            self.state.shops[shop.id] = shop
        return shop

    def rotate_key(self, value: str | None = None) -> str:
        """Replace a key; the new value."""
        return self.keys.rotate(value).value

    def deny(self, *rights: str, key: str | None = None) -> None:
        """403 from now on for groups of `sandbox.mirakl.auth.RIGHTS` or single endpoint codes."""
        self.keys.deny(*rights, value=key)

    def allow(self, *rights: str, key: str | None = None) -> None:
        """The opposite of `deny`; everything when nothing is named."""
        self.keys.allow(*rights, value=key)

    def expire_page_tokens(self) -> None:
        """Page tokens given out so far get 400."""
        self.state.forget_page_tokens()

    def add_order(
        self,
        order_id: str | None = None,
        *,
        customer: Customer | None = None,
        status: str = "SHIPPING",
        lines: Sequence[OrderLine] = (),
        created: datetime | None = None,
        shop_id: int | None = None,
    ) -> Order:
        """An order with plausible amounts and addresses; a lamp when no line is given."""
        with self.state.lock:
            return build_order(
                self.state,
                self._shop(shop_id),
                customer or Customer(),
                created=created or self.now() - timedelta(days=3),
                order_id=order_id,
                status=status,
                lines=lines,
            )

    def ask_for_paper(self, order: Order, kind: str = "INVOICE") -> DocumentRequest:
        """From now on this operator invoices electronically, and waits for the paper of an order (DR11)."""
        with self.state.lock:
            request = DocumentRequest(self.state.new_id(), order.id, order.shop_id, kind)
            self.state.document_requests[request.id] = request
        return request

    def put_order(self, order: Order) -> Order:
        """An order with every field as given; replaces one with the same id."""
        with self.state.lock:
            self.state.orders[order.id] = order
        return order

    def add_thread(
        self,
        posts: str | Post | Sequence[Post] = "Bonjour, je n'ai pas reçu mon colis.",
        *,
        customer: Customer | None = None,
        order: Order | None = None,
        about: About = "order",
        entity: Entity | None = None,
        topic: Topic = _TOPIC,
        thread_id: str | None = None,
        channel: str | None = None,
        shop_id: int | None = None,
    ) -> Thread:
        """A thread with its messages.

        `about` "order" makes an order when none is given; "operator" has no customer; "nothing" leaves the
        `entities` key out. `entity` replaces all that by an entity of any type.
        """
        with self.state.lock:
            return build_thread(
                self.state,
                self._shop(order.shop_id if order else shop_id),
                _posts(posts),
                customer=customer or (None if order or about == "operator" else Customer()),
                about=about,
                entity=entity,
                order=order,
                topic=topic,
                thread_id=thread_id,
                channel=channel,
            )

    def add_message(
        self,
        thread_id: str,
        body: str,
        *,
        by: Party = "CUSTOMER",
        to: Sequence[Party] | None = None,
        at: datetime | None = None,
        updated: datetime | None = None,
        files: Sequence[File] = (),
        user: str | None = None,
        message_id: str | None = None,
    ) -> Message:
        """Somebody writes in a thread, now or `at`; `updated` sets the thread's last change apart from that.

        KeyError for an unknown thread, LookupError when a party takes no part in it.
        """
        post = Post(body, by, at, tuple(to) if to else None, tuple(files), user, message_id)
        with self.state.lock:
            thread = self.state.threads[thread_id]
            return build_message(self.state, thread, post, at or self.now(), updated)

    def moderate(self, thread_id: str, body: str) -> None:
        """The operator changes the words of the last message, which keeps its id and its date."""
        with self.state.lock:
            thread = self.state.threads[thread_id]
            thread.messages[-1] = replace(thread.messages[-1], body=body)
            self.state.touch_thread(thread, max(thread.date_updated, self.now()))

    def lose_order(self, order_id: str) -> None:
        """The order is no longer given; its threads go on."""
        with self.state.lock:
            del self.state.orders[order_id]

    def click_no_reply_needed(
        self, thread_id: str, *, user_type: str = "SHOP", at: datetime | None = None
    ) -> None:
        """Somebody clicks "no reply needed" in the back office: the wait ends without a message."""
        moment = at or self.now()
        with self.state.lock:
            thread = self.state.threads[thread_id]
            thread.no_reply_needed.append(NoReplyNeeded(moment, user_type))
            thread.shop_reply_needed_since = None
            self.state.touch_thread(thread, max(thread.date_updated, moment))

    def fill(
        self,
        threads: int,
        messages_each: int = 2,
        *,
        shop_id: int | None = None,
        until: datetime | None = None,
        spacing: timedelta = timedelta(minutes=7),
        orders: bool = True,
    ) -> list[Thread]:
        """Many threads, oldest first; the newest changed at `until` (a minute ago by default)."""
        last = until or self.now() - timedelta(minutes=1)
        shop = self._shop(shop_id)
        return bulk.fill(self.state, shop, threads, messages_each, until=last, spacing=spacing, orders=orders)

    def load_demo(self) -> list[Thread]:
        """The sample shop: about sixty discussions of the last eighty days, in five languages."""
        with self.state.lock:
            return load_demo(self)

    def thread(self, thread_id: str) -> Thread:
        """The thread itself; KeyError when there is none."""
        return self.state.threads[thread_id]

    def threads(self, shop_id: int | None = None) -> list[Thread]:
        """Threads of one shop, or of all, in the order they were opened."""
        with self.state.lock:
            return [each for each in self.state.threads.values() if shop_id in (None, each.shop_id)]

    def sent(self, thread_id: str | None = None) -> list[Message]:
        """Messages that came through the API (M12, M14, OR43), in one thread or in all."""
        with self.state.lock:
            return [
                message
                for thread in self.state.threads.values()
                if thread_id in (None, thread.id)
                for message in thread.messages
                if message.through_api
            ]

    def documents(self, order_id: str) -> list[Document]:
        """Documents of an order, message attachments included."""
        with self.state.lock:
            return self.state.documents_in(order_id)

    def _shop(self, shop_id: int | None) -> Shop:
        return self.shop if shop_id is None else self.state.shops[shop_id]


def _posts(posts: str | Post | Sequence[Post]) -> list[Post]:
    if isinstance(posts, str):
        return [Post(posts)]
    return [posts] if isinstance(posts, Post) else list(posts)
