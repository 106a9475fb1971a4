"""An order and its lines, as the operator keeps them."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

BEFORE_SHIPPING = frozenset(
    {"STAGING", "WAITING_ACCEPTANCE", "WAITING_DEBIT", "WAITING_DEBIT_PAYMENT", "REFUSED"}
)
"""States in which the seller does not see the addresses."""

CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """Rounded to two decimals, halves up, as invoices are."""
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Address:
    """`country_code` is ISO 3166-1 alpha-3."""

    firstname: str
    lastname: str
    street_1: str
    zip_code: str
    city: str
    country: str
    country_code: str
    street_2: str | None = None
    company: str | None = None
    civility: str | None = None
    phone: str | None = None
    additional_info: str | None = None


@dataclass(frozen=True, slots=True)
class Refund:
    """Part of a line given back; amounts include taxes."""

    id: str
    amount: Decimal
    quantity: int
    reason_code: str
    created: datetime
    state: str = "REFUNDED"


@dataclass(slots=True)
class OrderLine:
    """`price_unit` and `shipping_price` include taxes; `tax_rate` is in percent."""

    sku: str
    title: str
    price_unit: Decimal
    quantity: int = 1
    shipping_price: Decimal = Decimal(0)
    tax_rate: Decimal = Decimal(20)
    tax_code: str = "TVA"
    category_code: str = "LUM"
    category_label: str = "Luminaires"
    offer_id: int = 40211
    product_sku: str = "MKP0009911"
    titles: dict[str, str] = field(default_factory=dict)
    state: str | None = None
    refunds: list[Refund] = field(default_factory=list)

    @property
    def price(self) -> Decimal:
        """Without shipping."""
        return self.price_unit * self.quantity

    @property
    def total(self) -> Decimal:
        """With shipping."""
        return self.price + self.shipping_price

    def tax_in(self, amount: Decimal) -> Decimal:
        """The tax contained in an amount that includes it."""
        return cents(amount * self.tax_rate / (100 + self.tax_rate))


@dataclass(slots=True)
class Order:
    """`id` is the logistic order of one shop; `commercial_id` is what the customer knows."""

    id: str
    commercial_id: str
    shop_id: int
    state: str
    created: datetime
    updated: datetime
    lines: list[OrderLine]
    customer_id: str
    firstname: str
    lastname: str
    locale: str
    civility: str | None = None
    billing: Address | None = None
    shipping: Address | None = None
    organization: str | None = None
    currency: str = "EUR"
    channel: tuple[str, str] | None = ("FR", "Site France")
    seller_reference: str | None = None
    accepted: datetime | None = None
    debited: datetime | None = None
    shipping_deadline: datetime | None = None
    shipped: datetime | None = None
    received: datetime | None = None
    delivery: tuple[datetime, datetime] | None = None
    carrier_code: str | None = None
    carrier: str | None = None
    tracking: str | None = None
    tracking_url: str | None = None
    shipping_type: tuple[str, str] = ("STD", "Livraison standard")
    shipping_zone: tuple[str, str] = ("FR1", "France")
    payment_type: str | None = "CB"
    payment_workflow: str | None = "PAY_ON_ACCEPTANCE"
    state_reason: tuple[str, str] | None = None
    has_incident: bool = False
    leadtime: int = 2
    additional_fields: list[dict[str, object]] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """Everything the customer pays, taxes included."""
        return sum((line.total for line in self.lines), Decimal(0))

    @property
    def addresses_visible(self) -> bool:
        """Null before SHIPPING (reference mirakl.md, section 9)."""
        return self.state not in BEFORE_SHIPPING

    @property
    def fully_refunded(self) -> bool:
        """Every line was given back whole."""
        given_back = sum((refund.amount for line in self.lines for refund in line.refunds), Decimal(0))
        return given_back >= self.total > 0
