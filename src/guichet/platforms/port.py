"""The port: what a connector takes and gives. Everything here is frozen and knows no database.

A connector is synchronous: the engine runs each channel in a thread of its own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import BinaryIO, Protocol, runtime_checkable

from guichet.platforms.correspondence import Correspondence, MailSender
from guichet.platforms.http import WebClient
from guichet.platforms.words import DiscussionType, ParticipantKind

# ── What is read ────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone in a discussion. `marketplace_id` is what a reply must quote, where the platform has one."""

    kind: ParticipantKind
    name: str
    marketplace_id: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class AttachmentRef:
    """A file that the marketplace holds; its bytes are fetched later."""

    marketplace_id: str
    file_name: str
    size_bytes: int | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message as read. `body` is plain text; `original` is the body as it came, None where equal.

    `asks` is False for a notice of the marketplace that asks for no answer.
    """

    marketplace_id: str
    author: Participant
    recipients: tuple[ParticipantKind, ...]
    body: str
    sent_at: datetime
    original: str | None = None
    attachments: tuple[AttachmentRef, ...] = ()
    asks: bool = True


@dataclass(frozen=True, slots=True)
class Product:
    """The product a question is about, as far as the thread tells."""

    title: str | None = None
    sku: str | None = None
    marketplace_product_id: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """One discussion as read; `messages` may be only the newest of `message_count`.

    `possible_recipients` are the participants a reply may be addressed to now.
    `needs_reply_since` is None where the marketplace says that no answer is awaited. `reply_due_at` is the
    deadline that the marketplace itself tells for this thread; limits that hold for all are data of
    `platforms.deadlines`.
    """

    marketplace_id: str
    type: DiscussionType
    subject: str
    participants: tuple[Participant, ...]
    possible_recipients: tuple[Participant, ...]
    created_at: datetime
    updated_at: datetime
    message_count: int
    messages: tuple[Message, ...] = ()
    order_id: str | None = None
    product: Product | None = None
    needs_reply_since: datetime | None = None
    reply_due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A part of a page that could not be parsed, with the reason; nothing of it is lost."""

    raw: bytes
    why: str


@dataclass(frozen=True, slots=True)
class RawPage:
    """One answer of the marketplace, before parsing.

    `cursor`, opaque to the engine, is what the channel's becomes once this page is ingested. `is_last` closes
    the pass; `ends`: nothing is left to do behind it. `reached`: how far back this goes, for progress.
    """

    body: bytes
    cursor: str
    is_last: bool
    reached: datetime | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page."""

    threads: tuple[Thread, ...]
    set_aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; `country_code` is ISO 3166-1 alpha-2."""

    name: str | None = None
    company: str | None = None
    lines: tuple[str, ...] = ()
    postal_code: str | None = None
    city: str | None = None
    region: str | None = None
    country_code: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax of a line: `rate` in percent where the marketplace gives it."""

    code: str
    amount: Decimal
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order; money is in the order's currency, `total` is without shipping."""

    marketplace_id: str
    title: str
    quantity: int
    sku: str | None = None
    marketplace_product_id: str | None = None
    state: str | None = None
    unit_price: Decimal | None = None
    total: Decimal | None = None
    shipping_price: Decimal | None = None
    taxes: tuple[Tax, ...] = ()
    shipping_taxes: tuple[Tax, ...] = ()
    refunded: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order as read; `state` is the marketplace's own word, `total` includes shipping.

    `prices_include_tax` is None where the marketplace does not say.
    """

    marketplace_id: str
    state: str
    lines: tuple[OrderLine, ...]
    placed_at: datetime | None = None
    updated_at: datetime | None = None
    total: Decimal | None = None
    products_total: Decimal | None = None
    shipping_total: Decimal | None = None
    commission: Decimal | None = None
    currency: str | None = None
    prices_include_tax: bool | None = None
    customer_name: str | None = None
    customer_locale: str | None = None
    billing_address: Address | None = None
    shipping_address: Address | None = None
    shipped_at: datetime | None = None
    ship_by: datetime | None = None
    delivered_at: datetime | None = None
    carrier: str | None = None
    tracking_number: str | None = None
    tracking_url: str | None = None
    payment: str | None = None
    channel_label: str | None = None
    has_invoice: bool = False
    url: str | None = None


# ── What is sent ────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file of a reply; `open` gives a fresh binary stream each time."""

    file_name: str
    content_type: str
    size_bytes: int
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply: plain text, to `recipients` taken from the thread's possible ones."""

    thread_id: str
    body: str
    recipients: tuple[Participant, ...]
    files: tuple[OutgoingFile, ...] = ()
    order_id: str | None = None
    mail: Correspondence | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """An accepted reply; `marketplace_id` is None where the platform gives none back."""

    marketplace_id: str | None = None


# ── What a connector is given and gives ─────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Verified:
    """Credentials that work.

    `shop_key` identifies the shop at the marketplace: the same key is the same shop.
    `credentials` are those to store, normalised. `missing` are sentences about features that this key lacks
    although it may read and answer messages.
    """

    shop_key: str
    shop_name: str | None
    credentials: Mapping[str, str]
    missing: tuple[str, ...] = ()


class Memory(Protocol):
    """Small answers worth keeping between two runs of a channel (reasons, settings); JSON values."""

    def recall(self, key: str, max_age: timedelta) -> object | None:
        """The value remembered at most `max_age` ago, else None."""

    def remember(self, key: str, value: object) -> None:
        """Keep a value under a key, replacing what was there."""


@dataclass(frozen=True, slots=True)
class Access:
    """All that a connector may touch: its credentials, the web seam, its memory and the clock."""

    marketplace: str
    credentials: Mapping[str, str] = field(repr=False)
    web: WebClient
    memory: Memory
    now: Callable[[], datetime]
    mail: MailSender | None = None


class Connector(Protocol):
    """Speaks one platform for one channel. Every method may raise the errors of `platforms.errors`."""

    def verify(self) -> Verified:
        """Try the credentials; NeedsOwner or MissingRight with a sentence, Unreachable if nobody answers."""

    def pages(self, cursor: str | None, since: datetime) -> Iterator[RawPage]:
        """The changes after `cursor`, page by page; from `since` where there is no cursor yet."""

    def parse(self, body: bytes) -> Page:
        """Parse a raw page of `pages` or `thread`; Unreadable where not even its outline is understood."""

    def thread(self, marketplace_discussion_id: str) -> RawPage:
        """The whole of one discussion, now; its page holds a single thread."""

    def orders(self, order_ids: Sequence[str]) -> Sequence[Order]:
        """The orders of one batch (`Manifest.order_batch_size`); unknown ones are left out."""

    def send(self, reply: Outgoing) -> Sent:
        """Send a reply once. Uncertain where the answer was lost, Refused with the marketplace's reason."""

    def file(self, attachment_id: str) -> AbstractContextManager[Iterator[bytes]]:
        """The bytes of an attachment, in chunks."""


@runtime_checkable
class DoubtfulConnector(Connector, Protocol):
    """A connector whose marketplace may keep the seller's own messages to itself."""

    def hides_own(self, marketplace_discussion_id: str) -> bool:
        """Whether a reply may be there although reading the discussion does not show it."""
