"""The Mirakl connector: the port's questions put to one operator for one shop."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from guichet.platforms.errors import Busy, NeedsOwner, Refused
from guichet.platforms.fields import Fields, load
from guichet.platforms.filing import OrderPaper
from guichet.platforms.mirakl import settings
from guichet.platforms.mirakl.client import MiraklClient
from guichet.platforms.mirakl.cursor import Cursor
from guichet.platforms.mirakl.errors import (
    KEY_REFUSED,
    NOT_FOUND,
    OK,
    UNAUTHORIZED,
    missing_right,
    refused_read,
)
from guichet.platforms.mirakl.orders import orders
from guichet.platforms.mirakl.papers import file_paper
from guichet.platforms.mirakl.parse import parse_page
from guichet.platforms.mirakl.pull import Pass
from guichet.platforms.mirakl.reply import send
from guichet.platforms.mirakl.verify import verify
from guichet.platforms.port import Access, Order, Outgoing, Page, RawPage, Sent, Verified


class MiraklConnector:
    """Speaks Mirakl for one channel (see `guichet.platforms.port.Connector`)."""

    def __init__(self, access: Access) -> None:
        given = {name: value.strip() for name, value in access.credentials.items()}
        self._access = access
        self._key, self._shop_id = given.get("apiKey", ""), given.get("shopId", "")
        if not self._key:
            raise NeedsOwner("The API key is missing.")
        self._client = MiraklClient(
            access.web, address=given.get("baseUrl", ""), api_key=self._key, shop_id=self._shop_id
        )

    def verify(self) -> Verified:
        """Try the credentials (A01, M11, OR11)."""
        return verify(self._client, self._access.memory, api_key=self._key, shop_id=self._shop_id)

    def pages(self, cursor: str | None, since: datetime) -> Iterator[RawPage]:
        """What changed (M11). Labels are refreshed before they are needed, so that parsing asks nobody."""
        is_fresh = False
        for page in Pass(self._client, Cursor.read(cursor, since), self._access.now).pages():
            if settings.are_needed(page.body) and not is_fresh:
                settings.refresh(self._client, self._access.memory)
                is_fresh = True
            yield page

    def history(self, cursor: str | None, since: datetime) -> Iterator[RawPage]:
        """What was said before (M11): a pass like any other, newest first."""
        yield from self.pages(cursor, since)

    def parse(self, body: bytes) -> Page:
        """A page of `pages` or `thread` in our words."""
        return parse_page(body, settings.recall(self._access.memory, body))

    def thread(self, marketplace_discussion_id: str) -> RawPage:
        """One discussion with all its messages (M10), as a page of one."""
        answer = self._client.thread(marketplace_discussion_id)
        if answer.status == NOT_FOUND:
            raise Refused("The marketplace no longer knows this discussion.")
        if answer.status != OK:
            raise refused_read(answer, "messages", self._client.web.mask)
        try:
            thread = Fields.of(load(answer.body), "thread")
        except ValueError as error:
            raise Busy("The marketplace's answer was cut short or is not what was asked for.") from error
        wrapped = b'{"data":[' + answer.body + b"]}"
        return RawPage(wrapped, cursor="", is_last=True, reached=thread.moment("date_updated"))

    def orders(self, order_ids: Sequence[str]) -> Sequence[Order]:
        """Orders by id (OR11)."""
        return orders(self._client, order_ids)

    def send(self, reply: Outgoing) -> Sent:
        """Reply to a discussion (M12)."""
        return send(self._client, reply)

    def file_paper(self, paper: OrderPaper) -> None:
        """File an invoice or credit note with its order (DR74 where it is asked for, else OR74)."""
        file_paper(self._client, self._access.memory, paper)

    @contextmanager
    def file(self, attachment_id: str) -> Iterator[Iterator[bytes]]:
        """An attachment's bytes (M13); Refused where the marketplace no longer has it."""
        with self._client.attachment(attachment_id) as answer:
            if answer.status == UNAUTHORIZED:
                raise NeedsOwner(KEY_REFUSED)
            if answer.status == 403:
                raise missing_right("attachments")
            if answer.status != OK:
                raise Refused(f"The marketplace no longer has this file (error {answer.status}).")
            yield answer.chunks


def connect(access: Access) -> MiraklConnector:
    """The connector for a channel; NeedsOwner where a credential is missing or malformed."""
    return MiraklConnector(access)
