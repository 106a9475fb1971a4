"""The Amazon connector: mail in and out for one seller in one country."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from guichet.platforms.amazon import places
from guichet.platforms.amazon.access import Grant, grant_of
from guichet.platforms.amazon.manifest import WITHOUT_ORDERS
from guichet.platforms.amazon.orders import orders
from guichet.platforms.amazon.read import read
from guichet.platforms.amazon.reply import send
from guichet.platforms.amazon.verify import sender_of, verify
from guichet.platforms.errors import NeedsOwner, Refused, Unreadable, Unsupported
from guichet.platforms.mail import Mail, Reading
from guichet.platforms.mail.own_servers import IMAP_URL
from guichet.platforms.port import Access, Order, Outgoing, Page, RawPage, Sent, Verified


class AmazonConnector:
    """Speaks Amazon for one channel (see `guichet.platforms.mail.MailConnector`)."""

    def __init__(self, access: Access) -> None:
        place = places.place_of(access.marketplace)
        if place is None:
            raise NeedsOwner("This is none of Amazon's marketplaces.")
        self._access, self._place = access, place
        self._sender = sender_of(access.credentials)
        self._grant: Grant | None = grant_of(access.credentials, place)

    def verify(self) -> Verified:
        """Check the sender's address, and the SP-API where access was given."""
        return verify(self._access, self._place, self._grant)

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
        """Refused: what Amazon sent by mail cannot be asked for again."""
        raise Refused("Amazon sends each message once, by mail; it cannot be read again.")

    def orders(self, order_ids: Sequence[str]) -> Sequence[Order]:
        """Orders by id (SP-API Orders 2026-01-01); Unsupported where no access was given."""
        if self._grant is None:
            raise Unsupported(WITHOUT_ORDERS)
        return orders(self._access, self._grant, self._place, order_ids)

    def send(self, reply: Outgoing) -> Sent:
        """Answer the buyer by mail."""
        has_own_mailbox = bool(self._access.credentials.get(IMAP_URL))
        return send(self._access.mail, self._sender, reply, has_own_mailbox=has_own_mailbox)

    def file(self, attachment_id: str) -> AbstractContextManager[Iterator[bytes]]:
        """Unsupported: files come with their mail."""
        raise Unsupported("Files come with their mail; there is nothing to fetch.")

    def home_of(self, domain: str) -> str | None:
        """The shop's domain behind a sender's."""
        return places.home_of(domain)

    def read_mail(self, mail: Mail, received_at: datetime) -> Reading:
        """A mail whose sender is proven, in our words."""
        return read(mail, received_at)


def connect(access: Access) -> AmazonConnector:
    """The connector for a channel; NeedsOwner where a credential is missing or malformed."""
    return AmazonConnector(access)
