"""Amazon and CDON: mails in both directions, and their orders over HTTP."""

from collections.abc import Sequence
from decimal import Decimal
from email import message_from_bytes, policy
from email.message import EmailMessage

from sandbox.amazon import Buyer, RehearsalAmazon, spapi
from sandbox.cdon import RehearsalApi, RehearsalCdon, an_order
from sandbox.mail import MailPeer, Received
from tests.stories.places import Place, Question

AMAZON_SENDER, CDON_SENDER = "support@lumen.example", "kontakt@lumen.example"


class ByMail(Place):
    """A place whose answers end at `peer`."""

    ends = "SENT"

    def __init__(self, peer: MailPeer) -> None:
        self.peer = peer
        self.url = ""
        self.inbound = ""
        # The Message-ID of the question asked last.
        self.asked_by = ""
        self._numbers = iter(range(1, 100))

    def mails(self, question: Question) -> list[Received]:
        """The answers to one customer, each with its envelope."""
        return [mail for mail in self.peer.received if mail.recipient == question.key]

    def kept(self, question: Question) -> Sequence[str]:
        return [text_of(read(mail)) for mail in self.mails(question)]

    def files(self, question: Question) -> list[tuple[str, bytes]]:
        messages = [read(mail) for mail in self.mails(question)]
        return [
            (part.get_filename() or "", part.get_content())
            for message in messages
            for part in message.iter_attachments()
        ]

    def settle(self, inbound: str | None) -> None:
        assert inbound
        self.inbound = inbound


class Amazon(ByMail):
    """One country, with access to orders."""

    marketplace = "amazon-fr"

    def __init__(self, peer: MailPeer, port: int) -> None:
        super().__init__(peer)
        self.api = spapi.RehearsalApi()
        self.amazon = RehearsalAmazon("", "127.0.0.1", port, approved={AMAZON_SENDER})

    def credentials(self) -> dict[str, str]:
        api = self.api
        keys = {"clientId": api.client_id, "clientSecret": api.client_secret}
        keys |= {"refreshToken": api.refresh_token, "baseUrl": self.url, "authUrl": self.url}
        return {"senderEmail": AMAZON_SENDER} | keys

    def settle(self, inbound: str | None) -> None:
        super().settle(inbound)
        self.amazon.inbound = self.inbound

    def ask(self, words: str) -> Question:
        number = next(self._numbers)
        order_id = f"404-55501{number:02d}-5550199"
        order = self.api.orders[order_id] = spapi.an_order(order_id)
        case = self.amazon.open_case(Buyer("Maya", f"p7qz4m1xk9d2b{number:02d}"), order_id=order_id)
        asked = self.amazon.write(case, words)
        self.asked_by = message_from_bytes(asked, policy=policy.default)["Message-ID"]
        total = order["proceeds"]["grandTotal"]
        return Question(order_id, case.address, Decimal(total["amount"]), total["currencyCode"])


class AmazonWithoutOrders(ByMail):
    """Another country, where the seller gave no access to orders."""

    marketplace = "amazon-de"

    def __init__(self, peer: MailPeer, port: int) -> None:
        super().__init__(peer)
        self.amazon = RehearsalAmazon(
            "", "127.0.0.1", port, "amazon.de", "A1PA6795UKMFR9", approved={AMAZON_SENDER}
        )

    def credentials(self) -> dict[str, str]:
        return {"senderEmail": AMAZON_SENDER}

    def settle(self, inbound: str | None) -> None:
        super().settle(inbound)
        self.amazon.inbound = self.inbound

    def ask(self, words: str) -> Question:
        order_id = f"302-55502{next(self._numbers):02d}-5550199"
        case = self.amazon.open_case(Buyer("Jonas", "t5hb2c8zv6n1mle"), order_id=order_id)
        self.amazon.write(case, words)
        return Question(order_id, case.address, Decimal(0))


class Cdon(ByMail):
    """CDON Sweden; its orders are told without VAT."""

    marketplace = "cdon-se"

    def __init__(self, peer: MailPeer, port: int) -> None:
        super().__init__(peer)
        self.api = RehearsalApi()
        # Orders are there before anybody asks: which share a basket is read from lists, and not each moment.
        self._orders = [an_order(f"6d0c2f4e-0000-4000-8000-{n:012d}", f"2429001{n:02d}") for n in range(10)]
        self.api.orders += self._orders
        self.cdon = RehearsalCdon("", "127.0.0.1", port, contact=CDON_SENDER)

    def credentials(self) -> dict[str, str]:
        merchant = {"merchantId": self.api.merchant_id, "token": self.api.token, "baseUrl": self.url}
        return {"senderEmail": CDON_SENDER} | merchant

    def settle(self, inbound: str | None) -> None:
        super().settle(inbound)
        self.cdon.inbound = self.inbound

    def ask(self, words: str) -> Question:
        number = next(self._numbers)
        order = self._orders[number]
        basket = order["customer_order_id"]
        asked = self.cdon.ask(words, name="Åsa Lind", order=basket, case=481_500 + number)
        self.asked_by = f"<{asked.case}.1@cdon.com>"
        price = order["total_price"]
        total = Decimal(str(price["amount"])) + Decimal(str(price["vat_amount"]))
        return Question(basket, asked.address, total, price["currency"])


def read(mail: Received) -> EmailMessage:
    """A mail as its reader's program takes it."""
    return message_from_bytes(mail.content, policy=policy.default)


def text_of(message: EmailMessage) -> str:
    """The words of its only text."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n").removesuffix("\n")
