"""What is charged for, before and after VAT is worked out."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from guichet.invoicing.document import VatCategory


class PositionKind(StrEnum):
    """Where a position stands on the paper."""

    LINE = "LINE"
    SHIPPING = "SHIPPING"
    DISCOUNT = "DISCOUNT"


@dataclass(frozen=True, slots=True)
class VatRule:
    """Which VAT applies: `rate` in percent; reason and code (VATEX) where there is none to pay."""

    category: VatCategory
    rate: Decimal
    reason: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """One charge as the order has it; `amount` is with or without VAT as the order says, discounts negative.

    `tax` is the marketplace's own figure for this amount, None where Guichet works it out.
    """

    kind: PositionKind
    title: str | None
    quantity: Decimal
    amount: Decimal
    vat: VatRule
    sku: str | None = None
    tax: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Priced:
    """A position with its cents: `net` plus `vat` is `gross`."""

    position: Position
    net: Decimal
    vat: Decimal
    gross: Decimal
