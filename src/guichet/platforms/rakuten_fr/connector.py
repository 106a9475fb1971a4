"""The Rakuten connector: the port's questions put to one seller's account."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from guichet.platforms.errors import NeedsOwner, Refused, Unsupported
from guichet.platforms.port import Access, Order, Outgoing, Page, RawPage, Sent, Verified
from guichet.platforms.rakuten_fr import asked, typed
from guichet.platforms.rakuten_fr.client import RakutenClient
from guichet.platforms.rakuten_fr.cursor import Cursor
from guichet.platforms.rakuten_fr.errors import CUT_SHORT, Refusal, Unparsed, read_answer, refused_read
from guichet.platforms.rakuten_fr.facts import facts_of, note_facts
from guichet.platforms.rakuten_fr.orders import Orders
from guichet.platforms.rakuten_fr.parse import Parser
from guichet.platforms.rakuten_fr.pull import Pass
from guichet.platforms.rakuten_fr.reply import Replies
from guichet.platforms.rakuten_fr.settings import SETTINGS, Settings
from guichet.platforms.rakuten_fr.verify import verify


class RakutenConnector:
    """Speaks Rakuten France for one channel (see `guichet.platforms.port.Connector`)."""

    def __init__(self, access: Access, settings: Settings = SETTINGS) -> None:
        given = {name: value.strip() for name, value in access.credentials.items()}
        self._login, self._token = given.get("login", ""), given.get("token", "")
        if not self._login or not self._token:
            raise NeedsOwner("The seller name or the token is missing.")
        self._access = access
        self._settings = settings
        self._client = RakutenClient(
            access.web,
            address=given.get("baseUrl", ""),
            login=self._login,
            token=self._token,
            settings=settings,
        )
        self._orders = Orders(self._client, access.memory, access.now, settings)

    def verify(self) -> Verified:
        """Try the credentials (getitemtodolist, getcurrentsales)."""
        today = self._access.now().astimezone(self._settings.zone).date().isoformat()
        return verify(self._client, login=self._login, token=self._token, today=today, now=self._access.now)

    def pages(self, cursor: str | None, since: datetime) -> Iterator[RawPage]:
        """What asks for attention: the to-do list, then an item a page (getitemtodolist, getiteminfos)."""
        kept = Cursor.read(cursor, since)
        yield from Pass(self._client, self._access.memory, kept, self._access.now, self._settings).pages()

    def history(self, cursor: str | None, since: datetime) -> Iterator[RawPage]:
        """What was sold before (getcurrentsales), item by item within the hour's budget (getiteminfos)."""
        kept = Cursor.read(cursor, since)
        yield from Pass(self._client, self._access.memory, kept, self._access.now, self._settings).history()

    def parse(self, body: bytes) -> Page:
        """A page of `pages` or `thread` in our words."""
        memory = self._access.memory
        parser = Parser(
            self._login,
            self._client.mask,
            self._settings,
            self._access.now,
            lambda item_id: typed.recall(memory, item_id),
        )
        return parser.parse(body)

    def thread(self, marketplace_discussion_id: str) -> RawPage:
        """One item with all that was said (getiteminfos). It is read again in the next pass."""
        now = self._access.now()
        asked.note(self._access.memory, marketplace_discussion_id)
        answer = self._client.item_infos(marketplace_discussion_id)
        root = read_answer(answer, "getiteminfos", self._client.mask)
        if isinstance(root, Refusal):
            if root.is_about_item:
                raise Refused("Rakuten no longer shows the item of this discussion.")
            raise refused_read(root, "messages", now)
        try:
            facts = facts_of(root, marketplace_discussion_id, self._settings.zone, now)
        except ValueError as error:
            raise Unparsed(CUT_SHORT) from error
        note_facts(self._access.memory, marketplace_discussion_id, facts)
        return RawPage(answer.body, cursor="", is_last=True, reached=facts.newest)

    def orders(self, order_ids: Sequence[str]) -> Sequence[Order]:
        """Orders by number (getcurrentsales, getbillinginformation, getshippinginformation)."""
        return self._orders.read(order_ids)

    def send(self, reply: Outgoing) -> Sent:
        """Write to the buyer (contactuseraboutitem) or to Rakuten (contactusaboutitem)."""
        replies = Replies(self._client, self._access.memory, self._access.now, self._settings)
        sent = replies.send(reply)
        # Our own words put nothing on the to-do list: the next pass reads them back to confirm them.
        asked.note(self._access.memory, reply.thread_id)
        return sent

    def file(self, attachment_id: str) -> AbstractContextManager[Iterator[bytes]]:
        """Unsupported: no message at Rakuten carries a file."""
        raise Unsupported("Rakuten carries no files.")


def connect(access: Access) -> RakutenConnector:
    """The connector for a channel; NeedsOwner where a credential is missing or malformed."""
    return RakutenConnector(access)
