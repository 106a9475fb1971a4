"""What the operator knows: shops, keys, threads, messages, documents, reasons."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Party = Literal["CUSTOMER", "SHOP", "OPERATOR"]

USER_TYPE: dict[str, str] = {"CUSTOMER": "CUSTOMER_USER", "SHOP": "SHOP_USER", "OPERATOR": "OPERATOR_USER"}
"""Organisation types and sender types have different names (reference mirakl.md, section 3)."""


@dataclass(frozen=True, slots=True)
class Shop:
    """One seller's shop. `phone`, `street` and the like are what A01 answers."""

    id: int
    name: str
    country: str = "FRA"
    city: str = "Lyon"
    zip_code: str = "69007"
    street: str = "12 rue des Verriers"
    email: str = "contact@atelier-lumen.example"
    vat_number: str = "FR40000000000"
    channels: tuple[str, ...] = ("FR", "DE", "ES", "IT", "GB")
    currency: str = "EUR"
    state: str = "OPEN"


@dataclass(slots=True)
class Key:
    """An API key belongs to a back-office user of one or more shops; the first shop is the default one."""

    value: str
    shop_ids: tuple[int, ...]
    user: str = "Claire V."
    denied: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation in a thread. The operator never has an id; a customer may lack one."""

    type: str
    display_name: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """Who writes, and in which language (two letters). `organization` makes a business customer."""

    name: str = "Lina Moreau"
    id: str | None = "cust-88120"
    language: str = "fr"
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """What a thread is about."""

    type: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Topic:
    """`value` is a text, or the code of a reason."""

    type: str
    value: str


@dataclass(frozen=True, slots=True)
class File:
    """A file somebody sends."""

    name: str
    content: bytes = field(repr=False)
    content_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as stored with a message."""

    id: str
    name: str
    content: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Sender:
    """A user; customers of the public have no organisation."""

    type: str
    display_name: str
    organization: Participant | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message keeps its words unless the operator moderates it.

    `through_api` tells what a seller's tool sent.
    """

    id: str
    body: str
    date_created: datetime
    sender: Sender
    to: tuple[Participant, ...]
    attachments: tuple[Attachment, ...] = ()
    through_api: bool = False


@dataclass(frozen=True, slots=True)
class NoReplyNeeded:
    """Somebody clicked "no reply needed" in the back office."""

    date: datetime
    user_type: str


@dataclass(slots=True)
class Thread:
    """A conversation of one shop. `entities` None leaves the key out of the answers."""

    id: str
    shop_id: int
    topic: Topic
    entities: tuple[Entity, ...] | None
    authorized: tuple[Participant, ...]
    date_created: datetime
    date_updated: datetime
    current: list[Participant] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    shop_reply_needed_since: datetime | None = None
    no_reply_needed: list[NoReplyNeeded] = field(default_factory=list)
    customer: Customer | None = None
    channel: str | None = None
    sequence: int = 0

    @property
    def entity_key(self) -> tuple[str, str]:
        """What attachments are counted over; a seller-operator thread counts over the whole shop."""
        if self.entities and self.entities[0].type != "SELLER_OPERATOR":
            return (self.entities[0].type, self.entities[0].id)
        return ("SELLER_OPERATOR", str(self.shop_id)) if self.entities else ("THREAD", self.id)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of an order."""

    id: int
    order_id: str
    shop_id: int
    name: str
    type: str
    content: bytes = field(repr=False)
    uploaded: datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """`labels` by language; the same code may exist in several types."""

    code: str
    type: str
    labels: dict[str, str]
    shop_may_use: bool = True


@dataclass(frozen=True, slots=True)
class DocumentType:
    """`uploadable` False for what only the system writes."""

    code: str
    labels: dict[str, str]
    entity: str = "ORDER"
    mime_types: tuple[str, ...] = ()
    uploadable: bool = True
