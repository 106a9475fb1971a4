"""The CDON connector: mail in and out, orders by API."""

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from guichet.platforms.cdon.answers import entries_of, trouble
from guichet.platforms.cdon.client import CdonClient
from guichet.platforms.cdon.orders import orders
from guichet.platforms.cdon.read import read
from guichet.platforms.cdon.reply import send
from guichet.platforms.errors import NeedsOwner, Refused, Unreadable, Unsupported
from guichet.platforms.mail import Mail, Reading
from guichet.platforms.mail.own_servers import IMAP_URL
from guichet.platforms.port import Access, Order, Outgoing, Page, RawPage, Sent, Verified

# CDON's mails and those of its sister, whose customer service tool it uses.
DOMAINS = ("cdon.com", "fyndiq.se")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


class CdonConnector:
    """Speaks CDON for one channel (see `guichet.platforms.mail.MailConnector`)."""

    def __init__(self, access: Access) -> None:
        given = {name: value.strip() for name, value in access.credentials.items()}
        self._access, self._merchant_id = access, given.get("merchantId", "")
        self._sender = given.get("senderEmail", "")
        if not _ADDRESS.fullmatch(self._sender):
            raise NeedsOwner("The sender's address is not an e-mail address; use the one CDON knows.")
        if not self._merchant_id or not given.get("token"):
            raise NeedsOwner("Merchant id and token are needed for the orders.")
        self._client = CdonClient(
            access.web,
            address=given.get("baseUrl", ""),
            merchant_id=self._merchant_id,
            token=given["token"],
        )

    def verify(self) -> Verified:
        """Try the credentials on the list of new orders."""
        answer = self._client.orders("CREATED", 1, 1)
        if answer.status != 200:
            raise trouble(answer)
        entries_of(answer)
        return Verified(self._merchant_id, f"CDON {self._merchant_id}", self._access.credentials)

    def pages(self, cursor: str | None, since: datetime) -> Iterator[RawPage]:
        """Mails come by themselves: the first pass is over at once."""
        if cursor is None:
            yield RawPage(b"", cursor="mail", is_last=True)

    def parse(self, body: bytes) -> Page:
        """The empty page of `pages`; mails are read by `read_mail`."""
        if body:
            raise Unreadable("A mail is read when it arrives, not as a page.", body)
        return Page(())

    def thread(self, marketplace_discussion_id: str) -> RawPage:
        """Refused: what CDON sent by mail cannot be asked for again."""
        raise Refused("CDON sends each message once, by mail; it cannot be read again.")

    def orders(self, order_ids: Sequence[str]) -> Sequence[Order]:
        """Orders by number (Merchants API v1)."""
        return orders(self._client, self._access.memory, order_ids)

    def send(self, reply: Outgoing) -> Sent:
        """Answer by mail."""
        has_own_mailbox = bool(self._access.credentials.get(IMAP_URL))
        return send(self._access.mail, self._sender, reply, has_own_mailbox=has_own_mailbox)

    def file(self, attachment_id: str) -> AbstractContextManager[Iterator[bytes]]:
        """Unsupported: files come with their mail."""
        raise Unsupported("Files come with their mail; there is nothing to fetch.")

    def home_of(self, domain: str) -> str | None:
        """CDON's domain behind a sender's, at or below it."""
        return next((home for home in DOMAINS if domain == home or domain.endswith(f".{home}")), None)

    def read_mail(self, mail: Mail, received_at: datetime) -> Reading:
        """A mail whose sender is proven, in our words."""
        return read(mail, received_at)


def connect(access: Access) -> CdonConnector:
    """The connector for a channel; NeedsOwner where a credential is missing or malformed."""
    return CdonConnector(access)
