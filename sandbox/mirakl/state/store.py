"""Everything the operator remembers, in memory, behind one lock."""

import random
import threading
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from sandbox.mirakl.dates import to_milliseconds
from sandbox.mirakl.errors import ApiError
from sandbox.mirakl.state.document_request import DocumentRequest
from sandbox.mirakl.state.index import Place, UpdateOrder
from sandbox.mirakl.state.model import Attachment, Document, Key, Message, Shop, Thread
from sandbox.mirakl.state.order import Order


def wall_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class State:
    """Hold `lock` for anything that reads or writes more than one value."""

    def __init__(self, seed: int, clock: Callable[[], datetime] | None, operator_name: str) -> None:
        self.lock = threading.RLock()
        self.operator_name = operator_name
        self.shops: dict[int, Shop] = {}
        self.keys: dict[str, Key] = {}
        self.threads: dict[str, Thread] = {}
        self.orders: dict[str, Order] = {}
        self.documents: dict[int, Document] = {}
        self.document_requests: dict[str, DocumentRequest] = {}
        self.updates: dict[int, UpdateOrder] = defaultdict(UpdateOrder)
        self.threads_of_entity: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.documents_of_order: dict[str, list[int]] = defaultdict(list)
        self.attachments: dict[str, tuple[int, Attachment]] = {}
        self.attachments_of_entity: dict[tuple[str, str], int] = defaultdict(int)
        self.listeners: list[Callable[[Thread, Message], None]] = []
        self.token_secret = f"page tokens of {seed}".encode()
        self._clock = clock or wall_clock
        self._ids = random.Random(f"ids:{seed}")
        self._last_number = 1999

    def now(self) -> datetime:
        """The operator's clock, cut to milliseconds."""
        return to_milliseconds(self._clock())

    def new_id(self) -> str:
        """A UUID; the same seed and the same calls give the same ones."""
        return str(uuid.UUID(int=self._ids.getrandbits(128), version=4))

    def new_number(self) -> int:
        """For documents, refunds and orders without a number of their own."""
        self._last_number += 1
        return self._last_number

    def forget_page_tokens(self) -> None:
        """Every page token given out so far becomes invalid."""
        self.token_secret = self.new_id().encode()

    def put_thread(self, thread: Thread) -> None:
        """Remember a new thread."""
        thread.sequence = len(self.threads)
        self.threads[thread.id] = thread
        self.updates[thread.shop_id].put(place_of(thread))
        for entity in thread.entities or ():
            self.threads_of_entity[entity.type, entity.id].append(thread.id)

    def touch_thread(self, thread: Thread, at: datetime) -> None:
        """The thread changed at `at`."""
        old = place_of(thread)
        thread.date_updated = at
        self.updates[thread.shop_id].move(old, place_of(thread))

    def thread_of(self, shop: Shop, thread_id: str) -> Thread:
        """404 for an unknown thread and for one of another shop alike."""
        thread = self.threads.get(thread_id)
        if thread is None or thread.shop_id != shop.id:
            raise ApiError(404, f"Thread with identifier '{thread_id}' not found")
        return thread

    def order_of(self, shop: Shop, order_id: str) -> Order:
        """404 for an unknown order and for one of another shop alike."""
        order = self.orders.get(order_id)
        if order is None or order.shop_id != shop.id:
            raise ApiError(404, f"Order with identifier '{order_id}' not found")
        return order

    def orders_in(self, shop: Shop) -> Iterable[Order]:
        """In the order they were made known."""
        return (order for order in self.orders.values() if order.shop_id == shop.id)

    def documents_in(self, order_id: str) -> list[Document]:
        """Documents of an order, oldest first."""
        return [self.documents[number] for number in self.documents_of_order.get(order_id, ())]

    def put_document(self, order_id: str, shop_id: int, name: str, kind: str, content: bytes) -> Document:
        """Store a document with an order."""
        document = Document(self.new_number(), order_id, shop_id, name, kind, content, self.now())
        self.documents[document.id] = document
        self.documents_of_order[order_id].append(document.id)
        return document

    def remove_document(self, document: Document) -> None:
        """Delete for good."""
        del self.documents[document.id]
        self.documents_of_order[document.order_id].remove(document.id)


def place_of(thread: Thread) -> Place:
    """Where a thread stands in its shop's order of changes."""
    return (thread.date_updated, thread.sequence, thread.id)
