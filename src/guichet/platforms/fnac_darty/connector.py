"""The Fnac and Darty connector: the port's questions put to one shop of one brand in one country."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from guichet.platforms.fnac_darty.brands import brand_of
from guichet.platforms.fnac_darty.bundles import write_bundles
from guichet.platforms.fnac_darty.client import FnacDartyClient
from guichet.platforms.fnac_darty.credentials import credentials_of
from guichet.platforms.fnac_darty.cursor_text import read_cursor
from guichet.platforms.fnac_darty.files import fetched
from guichet.platforms.fnac_darty.orders import orders
from guichet.platforms.fnac_darty.own_words import hides_own
from guichet.platforms.fnac_darty.parse import parse_page
from guichet.platforms.fnac_darty.pull import Pass
from guichet.platforms.fnac_darty.reply import send
from guichet.platforms.fnac_darty.verify import verify
from guichet.platforms.fnac_darty.whole import one_discussion
from guichet.platforms.port import Access, Order, Outgoing, Page, RawPage, Sent, Verified


class FnacDartyConnector:
    """Speaks to Fnac or Darty for one channel (see `guichet.platforms.port.Connector`)."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._brand = brand_of(access.marketplace)
        self._client = FnacDartyClient(access.web, credentials_of(access.credentials), access.now)

    def verify(self) -> Verified:
        """Try the credentials (auth, messages_query, orders_query)."""
        return verify(self._client, self._access.now())

    def pages(self, cursor: str | None, since: datetime) -> Iterator[RawPage]:
        """What changed (messages_query), each changed discussion whole, with its claims (incidents_query)."""
        position = read_cursor(cursor, since)
        yield from Pass(self._client, self._access.memory, position, self._access.now).pages()

    def history(self, cursor: str | None, since: datetime) -> Iterator[RawPage]:
        """What was said before (messages_query): a pass like any other, newest first."""
        yield from self.pages(cursor, since)

    def parse(self, body: bytes) -> Page:
        """A page of `pages` or `thread` in our words."""
        return parse_page(body, self._brand)

    def thread(self, marketplace_discussion_id: str) -> RawPage:
        """One discussion with all its messages, the seller's own among them, as a page of one."""
        bundle = one_discussion(self._client, self._access.memory, marketplace_discussion_id)
        return RawPage(write_bundles([bundle]), cursor="", is_last=True)

    def hides_own(self, marketplace_discussion_id: str) -> bool:
        """Whether a reply may be there without being shown: where no message of the seller ever was."""
        return hides_own(self._access.memory, marketplace_discussion_id)

    def orders(self, order_ids: Sequence[str]) -> Sequence[Order]:
        """Orders by id (orders_query)."""
        return orders(self._client, order_ids)

    def send(self, reply: Outgoing) -> Sent:
        """Reply to a discussion (messages_update)."""
        return send(self._client, reply)

    def file(self, attachment_id: str) -> AbstractContextManager[Iterator[bytes]]:
        """A file's bytes; Refused where the marketplace no longer has it."""
        return fetched(self._client, attachment_id)


def connect(access: Access) -> FnacDartyConnector:
    """The connector for a channel; NeedsOwner where a credential is missing or malformed."""
    return FnacDartyConnector(access)
