"""A whole installation with six marketplaces, activated by API, whose conversations meet in one inbox."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import sandbox.cdon
import sandbox.fnac_darty
import sandbox.mirakl
import sandbox.rakuten_fr
from sandbox.amazon import spapi
from sandbox.fnac_darty import FnacDartyMarketplace
from sandbox.mail import MailPeer, Received, listen
from tests.stories.browser import Browser, Page
from tests.stories.installation import Installation, installation
from tests.stories.places import FnacDarty, Mirakl, Place, Question, Rakuten
from tests.stories.places_by_mail import Amazon, Cdon
from tests.stories.test_mail import free_port, listens
from tests.stories.wire import Wire
from tests.waiting import until

ACTIVATE = """
mutation ($input: ActivateChannelInput!) { activateChannel(input: $input) {
  channel { id inboundAddress } errors { field message } } }
"""
DISCUSSIONS = """
query ($order: String) { discussions(filter: {orderId: $order}) { totalCount nodes {
  id status orderId possibleRecipients marketplace { code }
  order { id total currency state invoiceObstacle
    invoice { id number gross currency filing { state error } } }
  messages { nodes { id body delivery deliveryError author { kind } } } } } }
"""
REPLY = """
mutation ($input: ReplyInput!) { reply(input: $input) {
  message { id delivery } discussion { status } errors { code field message } } }
"""


Kind = TypeVar("Kind", bound=Place)


@dataclass
class House:
    """The installation, somebody at its pages, and the marketplaces by their codes."""

    guichet: Installation
    browser: Browser
    places: dict[str, Place]

    def place(self, kind: type[Kind]) -> Kind:
        """The first marketplace of a kind."""
        return next(place for place in self.places.values() if isinstance(place, kind))

    def discussion(self, question: Question) -> dict[str, Any]:
        """The conversation about an order, with its order, once both were read."""
        found: dict[str, Any] = until(partial(self._found, question))
        return found

    def written(self, question: Question) -> list[dict[str, Any]]:
        """The seller's answers as the inbox has them."""
        messages = self.discussion(question)["messages"]["nodes"]
        return [one for one in messages if one["author"]["kind"] == "MERCHANT"]

    def reply(self, question: Question, body: str, **more: Any) -> dict[str, Any]:
        """An answer by API."""
        given = {"discussionId": self.discussion(question)["id"], "body": body, "recipients": ["CUSTOMER"]}
        answer: dict[str, Any] = self.guichet.ask(REPLY, input=given | more)["reply"]
        return answer

    def page(self, question: Question) -> Page:
        """The conversation as the list leads to it."""
        listed = self.browser.open(f"/?status=all&order={question.order_id}")
        return self.browser.open(listed.one("//th[@class='row__subj']//a[@href]").get("href"))

    def arrived(self, place: Place, question: Question, count: int) -> None:
        """Wait until so many answers were seen through to their end."""
        until(partial(self._ended, place, question, count))

    def _found(self, question: Question) -> dict[str, Any] | None:
        nodes = self.guichet.ask(DISCUSSIONS, order=question.order_id)["discussions"]["nodes"]
        return nodes[0] if nodes and nodes[0]["order"] and nodes[0]["order"]["state"] else None

    def _ended(self, place: Place, question: Question, count: int) -> bool:
        ours = self.written(question)
        failed = [one["deliveryError"] for one in ours if one["delivery"] == "FAILED"]
        assert not failed, (place.marketplace, failed)
        return len(ours) == count and all(one["delivery"] == place.ends for one in ours)


@contextmanager
def six(folder: Path) -> Iterator[House]:
    """All of it, running; nobody has asked anything yet."""
    port, peer = free_port(), MailPeer()
    with ExitStack() as running:
        places = _places(running, peer, port)
        outgoing = running.enter_context(listen(peer))
        more = {
            "GUICHET_MAIL_DOMAIN": "in.example.org",
            "GUICHET_SMTP_LISTEN": f"127.0.0.1:{port}",
            "GUICHET_SMTP_URL": outgoing.url,
            "GUICHET_MAIL_AUTHSERV_ID": "mx.rehearsal.example",
        }
        guichet = running.enter_context(installation(folder, more=more, knows_its_address=True))
        until(partial(listens, port))
        browser = Browser(guichet)
        running.callback(browser.client.close)
        browser.sign_in("ines@example.com")
        yield House(guichet, browser, {place.marketplace: place for place in places})


def activate(guichet: Installation, place: Place) -> None:
    """The seller activates it for the store, and tells it where its mails go."""
    credentials = [{"name": name, "value": value} for name, value in place.credentials().items()]
    given = {"storeId": guichet.store_id, "marketplace": place.marketplace, "credentials": credentials}
    payload = guichet.ask(ACTIVATE, input=given)["activateChannel"]
    assert payload["errors"] == []
    place.settle(payload["channel"]["inboundAddress"])


def _places(running: ExitStack, peer: MailPeer, port: int) -> list[Place]:
    mirakl, rakuten = Mirakl(), Rakuten()
    mirakl.url = running.enter_context(sandbox.mirakl.serve(mirakl.operator)).url
    rakuten.url = running.enter_context(sandbox.rakuten_fr.serve(rakuten.served)).url
    amazon, cdon = Amazon(peer, port), Cdon(peer, port)
    amazon.url = running.enter_context(spapi.serve_api(amazon.api)).url
    cdon.url = running.enter_context(sandbox.cdon.serve_api(cdon.api)).url

    def judge(mail: Received) -> str:
        return (cdon.cdon if mail.recipient.endswith("@cdon.com") else amazon.amazon).judge(mail)

    peer.judge = judge
    return [mirakl, *_brands(running), rakuten, amazon, cdon]


def _brands(running: ExitStack) -> list[FnacDarty]:
    served = FnacDartyMarketplace(seed=11)
    shops = [served.shop, served.add_shop("darty-fr", "Atelier Lumen")]
    brands = [FnacDarty(shop.marketplace, served, shop) for shop in shops]
    served.app = Wire(served.app)
    url = running.enter_context(sandbox.fnac_darty.serve(served)).url
    for brand in brands:
        brand.url = url
    return brands
