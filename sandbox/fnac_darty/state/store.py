"""Everything the marketplace remembers, in memory, behind one lock."""

import random
import threading
import uuid
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sandbox.fnac_darty.dates import to_seconds
from sandbox.fnac_darty.state.model import Claim, File, Message, Shop
from sandbox.fnac_darty.state.order import Order

_SIGNS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def wall_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class State:
    """Hold `lock` for anything that reads or writes more than one value."""

    def __init__(self, seed: int, clock: Callable[[], datetime] | None) -> None:
        self.lock = threading.RLock()
        self.shops: dict[str, Shop] = {}
        self.tokens: dict[str, tuple[str, datetime]] = {}
        self.messages: dict[str, Message] = {}
        self.orders: dict[str, Order] = {}
        self.claims: dict[str, Claim] = {}
        self.files: dict[str, File] = {}
        self.messages_of_order: dict[str, list[Message]] = defaultdict(list)
        self.listeners: list[Callable[[Message], None]] = []
        self._clock = clock or wall_clock
        self._dice = random.Random(f"ids:{seed}")

    def now(self) -> datetime:
        """The marketplace's clock, in whole seconds."""
        return to_seconds(self._clock())

    def new_id(self) -> str:
        """A UUID in capitals; the same seed and the same calls give the same ones."""
        return str(uuid.UUID(int=self._dice.getrandbits(128), version=4)).upper()

    def new_order_id(self, shop: Shop) -> str:
        """An order's id in the brand's form."""
        if shop.brand == "Darty":
            return f"{self._dice.randint(10**7, 10**8 - 1)}_{self._dice.randint(10**5, 10**6 - 1)}-A"
        return "".join(self._dice.choice(_SIGNS) for _ in range(13))

    def new_token(self, shop: Shop, minutes: int, *, alone: bool) -> tuple[str, datetime]:
        """A token and its end; `alone` kills the shop's older ones."""
        if alone:
            self.tokens = {token: held for token, held in self.tokens.items() if held[0] != shop.id}
        token, until = self.new_id(), self.now() + timedelta(minutes=minutes)
        self.tokens[token] = (shop.id, until)
        return token, until

    def put(self, message: Message) -> Message:
        """Remember a message."""
        self.messages[message.id] = message
        if message.kind == "ORDER":
            self.messages_of_order[message.ref].append(message)
        for listener in self.listeners:
            listener(message)
        return message

    def messages_in(self, shop: Shop, order_id: str | None = None) -> list[Message]:
        """A shop's messages, of one order or all, as they were written."""
        some = self.messages.values() if order_id is None else self.messages_of_order.get(order_id, ())
        return [message for message in some if message.shop_id == shop.id]

    def claims_on(self, order_id: str) -> list[Claim]:
        """The claims on an order."""
        return [claim for claim in self.claims.values() if claim.order_id == order_id]
