"""Shops, messages, files, claims."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Role = Literal["CLIENT", "CALLCENTER", "SELLER", "SYSTEM"]
Kind = Literal["ORDER", "OFFER"]


@dataclass(slots=True)
class Shop:
    """One seller's shop on one site; `key` opens it for `partner_id`."""

    id: str
    partner_id: str
    key: str
    marketplace: str
    name: str
    culture: str = "fr_FR"

    @property
    def brand(self) -> str:
        """Fnac or Darty."""
        return "Darty" if self.marketplace.startswith("darty") else "Fnac"


@dataclass(frozen=True, slots=True)
class File:
    """A file somebody attaches; `kind` is the service's own class of document."""

    name: str
    content: bytes = field(repr=False)
    kind: str = "photo"


@dataclass(slots=True)
class Message:
    """`ref` is the order's id, or the offer's. A question's answer is kept on it."""

    id: str
    shop_id: str
    kind: Kind
    ref: str
    role: Role
    name: str
    subject: str
    description: str
    created: datetime
    updated: datetime
    files: tuple[tuple[str, File], ...] = ()
    is_read: bool = False
    is_archived: bool = False
    offer_title: str | None = None
    offer_seller_id: str | None = None
    answer: str | None = None
    answer_at: datetime | None = None
    to: str | None = None
    through_api: bool = False
    can_answer: bool = True


@dataclass(slots=True)
class Claim:
    """An incident: a state of an order with one opening text."""

    id: str
    shop_id: str
    order_id: str
    text: str
    created: datetime
    updated: datetime
    type: int = 3
    opened_by: str = "client"
    waits_for_seller: bool = True
    closed: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the customer service may be written to."""
        return self.closed is None
