"""What the marketplace knows: purchases, the items in them, and what is said about each item."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

Party = Literal["BUYER", "RAKUTEN", "SELLER"]
OPERATOR = "Rakuten"


@dataclass(frozen=True, slots=True)
class Address:
    """A home address. `countryalpha2` is FX for metropolitan France."""

    lastname: str = "Martel"
    firstname: str = "Élise"
    civility: str = "Mme"
    address1: str = "18 rue des Tilleuls"
    address2: str = ""
    zipcode: str = "44000"
    city: str = "Nantes"
    country: str = "France"
    countryalpha2: str = "FX"
    phonenumber1: str = ""
    phonenumber2: str = "0600000000"


@dataclass(frozen=True, slots=True)
class PickUpPoint:
    """Where a parcel waits for its buyer."""

    id: str
    name: str
    address: str
    zipcode: str
    city: str
    country: str = "France"
    contractlevel: str = "24R"


@dataclass(frozen=True, slots=True)
class Claim:
    """`amicable` while buyer and seller may still settle it between them."""

    created: datetime
    comment: str
    type: str = "DAMAGED"
    state: str = "NEW"
    amicable: bool = True

    @property
    def is_open(self) -> bool:
        """Whether the item stays on the to-do list."""
        return self.state != "CLOSED"


@dataclass(slots=True)
class Entry:
    """One `message` (buyer and seller) or `mail` (Rakuten and seller); only a mail has an id and an object.

    `raw` is the percent-encoded content as it came through the API.
    """

    kind: Literal["message", "mail"]
    sender: str
    recipient: str
    at: datetime
    content: str
    status: str
    object: str | None = None
    mail_id: int | None = None
    parent_id: int | None = None
    through_api: bool = False
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of an item's history."""

    at: datetime
    code: str
    description: str


@dataclass(slots=True)
class Item:
    """One sold unit of one advert: the unit of conversation.

    Without `ordered` it is a question asked before buying. Whether the service shows these is not known.
    `hidden` items are listed as something to do, but their details are refused (own purchases, perhaps).
    """

    id: int
    headline: str
    price: Decimal
    buyer: str
    ordered: datetime | None
    purchase_id: int | None
    sku: str = ""
    ean: str = ""
    category: str = "Maison"
    status: str = "ACCEPTED"
    state: str = "COMMITTED"
    state_label: str = "Vente confirmée"
    shipped: bool = False
    received: datetime | None = None
    claim: Claim | None = None
    other_causes: tuple[str, ...] = ()
    hidden: bool = False
    entries: list[Entry] = field(default_factory=list)
    log: list[LogLine] = field(default_factory=list)

    def buyer_may_be_written_to(self, now: datetime) -> bool:
        """The rule as far as the vendor's page is known (reference section 8)."""
        if self.ordered is None:
            return not any(entry.status == "SENT" for entry in self.entries)
        if self.claim is not None and self.claim.is_open:
            return self.claim.amicable
        received_long_ago = self.received is not None and now - self.received > timedelta(days=15)
        return not received_long_ago and now - self.ordered <= timedelta(days=42)

    def rakuten_may_be_written_to(self, now: datetime) -> bool:
        """Not once it was declared received for more than 30 days (reference section 9)."""
        return self.received is None or now - self.received <= timedelta(days=30)

    def causes(self) -> list[str]:
        """Why it is on the to-do list; empty when it is not."""
        unread = {entry.kind for entry in self.entries if entry.status == "UNREAD"}
        found = ["CLAIM"] if self.claim is not None and self.claim.is_open else []
        found += ["UNREAD_MESSAGE_FROM_BUYER"] if "message" in unread else []
        found += ["UNREAD_MESSAGE_FROM_CUSTOMER_SERVICE"] if "mail" in unread else []
        return [*found, *self.other_causes]


@dataclass(slots=True)
class Purchase:
    """An order: one buyer, one to several items. Not `confirmed` until the seller has accepted it."""

    id: int
    placed: datetime
    buyer: str
    address: Address
    items: list[Item] = field(default_factory=list)
    shipping_type: str = "Normal"
    shipping_cost: Decimal = Decimal("4.90")
    pick_up_point: PickUpPoint | None = None
    tracking: tuple[str, str] | None = None
    confirmed: bool = True
