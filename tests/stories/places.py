"""The rehearsal marketplaces that a story plays on: customers ask there, and answers are looked for there."""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import httpx2

from sandbox.fnac_darty import FnacDartyMarketplace, Shop
from sandbox.mirakl import MiraklOperator
from sandbox.rakuten_fr import RakutenMarketplace
from tests.stories.wire import Call, Wire

# The line that stands for a file where none travels; Rakuten has no long dash.
LINE = re.compile(r"^Pièce jointe : (.+) [—-] (http://\S+/f/\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """What a customer asked. `order_id` is how the inbox knows the order, `key` how the marketplace does."""

    order_id: str
    key: str
    total: Decimal
    currency: str = "EUR"


class Place(ABC):
    """One marketplace. `ends` is how far an answer to it can be followed."""

    marketplace: str
    ends = "CONFIRMED"

    @abstractmethod
    def credentials(self) -> dict[str, str]:
        """What the seller types to activate it."""

    @abstractmethod
    def ask(self, words: str) -> Question:
        """A customer asks about an order that may be invoiced."""

    @abstractmethod
    def kept(self, question: Question) -> Sequence[str]:
        """The seller's answers as the marketplace keeps them, oldest first."""

    @abstractmethod
    def files(self, question: Question) -> list[tuple[str, bytes]]:
        """The files of these answers, each with its name, as the customer gets them."""

    def settle(self, inbound: str | None) -> None:
        """Learn the address of the channel; only who writes mails has a use for it."""
        assert not inbound


class Mirakl(Place):
    """An operator."""

    marketplace = "mirakl-leroymerlin"

    def __init__(self) -> None:
        self.operator = MiraklOperator(seed=11)
        self.wire = self.operator.app = Wire(self.operator.app)
        self.url = ""

    def credentials(self) -> dict[str, str]:
        return {"baseUrl": self.url, "apiKey": self.operator.api_key, "shopId": str(self.operator.shop.id)}

    def ask(self, words: str) -> Question:
        order = self.operator.add_order(status="SHIPPED")
        return Question(order.id, self.operator.add_thread(words, order=order).id, order.total)

    def kept(self, question: Question) -> Sequence[str]:
        return [message.body for message in self.operator.sent(question.key)]

    def files(self, question: Question) -> list[tuple[str, bytes]]:
        messages = self.operator.sent(question.key)
        return [(file.name, file.content) for message in messages for file in message.attachments]

    def posts(self) -> list[Call]:
        """Everything but reading."""
        return [call for call in self.wire.calls if call.method != "GET"]


class FnacDarty(Place):
    """One brand of the host that both share."""

    def __init__(self, marketplace: str, served: FnacDartyMarketplace, shop: Shop) -> None:
        self.marketplace = marketplace
        self.served = served
        self.shop = shop
        self.url = ""

    def credentials(self) -> dict[str, str]:
        shop = self.shop
        return {"baseUrl": self.url, "partnerId": shop.partner_id, "shopId": shop.id, "key": shop.key}

    def ask(self, words: str) -> Question:
        order = self.served.add_order(words, shop=self.shop)
        total = sum((line.price * line.quantity + line.shipping for line in order.lines), Decimal(0))
        return Question(order.id, self.served.messages(order.id)[-1].id, total)

    def kept(self, question: Question) -> Sequence[str]:
        messages = self.served.messages(question.order_id)
        return [message.description for message in messages if message.through_api]

    def files(self, question: Question) -> list[tuple[str, bytes]]:
        return followed(self.kept(question))

    def updates(self) -> list[Call]:
        """The calls of messages_update, of both brands."""
        wire = self.served.app
        assert isinstance(wire, Wire)
        return [call for call in wire.calls if call.path.endswith("/messages_update")]


class Rakuten(Place):
    """Rakuten France: a conversation is an item."""

    marketplace = "rakuten-fr"

    def __init__(self) -> None:
        self.served = RakutenMarketplace(seed=11)
        self.wire = self.served.app = Wire(self.served.app)
        self.url = ""

    def credentials(self) -> dict[str, str]:
        return {"baseUrl": self.url, "login": self.served.login, "token": self.served.token}

    def ask(self, words: str) -> Question:
        item = self.served.add_item(words)
        assert item.purchase_id is not None
        total = item.price + self.served.state.purchases[item.purchase_id].shipping_cost
        return Question(str(item.purchase_id), str(item.id), total)

    def kept(self, question: Question) -> Sequence[str]:
        return [entry.content for entry in self.served.sent(int(question.key))]

    def files(self, question: Question) -> list[tuple[str, bytes]]:
        return followed(self.kept(question))

    def sends(self) -> list[Call]:
        """The calls that write to somebody."""
        return [call for call in self.wire.calls if "action=contact" in call.query]


def followed(texts: Sequence[str]) -> list[tuple[str, bytes]]:
    """What the lines of links in these texts lead to, without signing in; only downloads count."""
    return [_download(*found.groups()) for text in texts for found in LINE.finditer(text)]


def _download(name: str, url: str) -> tuple[str, bytes]:
    answer = httpx2.get(url, trust_env=False)
    assert answer.status_code == 200, url
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    return name, answer.content
