"""What stands on a paper: computed once, then drawn and written as EN 16931 data from the same figures.

Money is in the paper's currency with two decimals, rates are in percent (20 is 20 %), quantities may be
fractions. The BT and BG numbers are those of EN 16931-1. Amounts of a credit note are positive: its kind says
which way the money goes. `Paper.contradictions` holds the sums that the standard asks for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal("0.00")


class PaperKind(StrEnum):
    """BT-3: type codes 380 and 381 of UNTDID 1001."""

    INVOICE = "INVOICE"
    CREDIT_NOTE = "CREDIT_NOTE"


class Language(StrEnum):
    """The languages a paper can be in."""

    FR = "fr"
    EN = "en"
    ES = "es"
    DE = "de"
    IT = "it"


class VatCategory(StrEnum):
    """BT-118, UNTDID 5305: standard, zero, exempt, outside the scope, intra-EU, export, reverse charge."""

    S = "S"
    Z = "Z"
    E = "E"
    O = "O"  # noqa: E741  the code list's own letter
    K = "K"
    G = "G"
    AE = "AE"


@dataclass(frozen=True, slots=True)
class Registration:
    """A number of the seller in a register: `label` as printed ("SIRET"), `scheme` of ISO 6523 (BT-30-1)."""

    label: str
    value: str
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A postal address; `country_code` is ISO 3166-1 alpha-2."""

    lines: tuple[str, ...]
    postal_code: str
    city: str
    country_code: str
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Seller:
    """BG-4. `vat_number` has its country prefix (BT-31). `logo` is PNG or JPEG, None where there is none."""

    legal_name: str
    place: Place
    registrations: tuple[Registration, ...] = ()
    vat_number: str | None = None
    email: str | None = None
    phone: str | None = None
    logo: bytes | None = None
    header: str = ""
    footer: str = ""
    payment_mention: str = ""


@dataclass(frozen=True, slots=True)
class Buyer:
    """BG-7. A company's `company` is the buyer's name (BT-44), and `name` then the contact (BT-56)."""

    name: str
    place: Place
    company: str | None = None
    vat_number: str | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """BG-25. `net` is `unit_net` times `quantity`, rounded; `unit_net` has up to six decimals (BT-146)."""

    title: str
    quantity: Decimal
    unit_net: Decimal
    net: Decimal
    category: VatCategory
    rate: Decimal
    vat: Decimal
    gross: Decimal
    sku: str | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """A document level charge (shipping, BG-21) or allowance (discount, BG-20), always positive.

    `title` None stands for the language's own word for shipping or discount.
    """

    net: Decimal
    category: VatCategory
    rate: Decimal
    vat: Decimal
    gross: Decimal
    title: str | None = None


@dataclass(frozen=True, slots=True)
class VatSum:
    """BG-23, one for each category and rate. The reason (BT-120) is in the paper's language."""

    category: VatCategory
    rate: Decimal
    basis: Decimal
    amount: Decimal
    exemption_reason: str | None = None
    exemption_code: str | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """BG-22. `net` is `lines` plus `shipping` less `discounts`; `gross` is `net` plus `vat`."""

    lines: Decimal
    shipping: Decimal
    discounts: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal
    paid: Decimal
    due: Decimal


@dataclass(frozen=True, slots=True)
class AccountingVat:
    """The VAT total in the seller's own currency (BT-6, BT-111), where the paper has another one.

    `exchange_rate` is what one unit of the paper's currency is worth (Directive 2006/112/EC, article 230).
    """

    currency: str
    exchange_rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Reference:
    """The invoice that a credit note corrects (BG-3)."""

    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Paper:
    """An invoice or a credit note, whole. A preview has no number of a series and says so on every page."""

    kind: PaperKind
    number: str
    issued_on: date
    seller: Seller
    buyer: Buyer
    currency: str
    language: Language
    lines: tuple[PaperLine, ...]
    vat: tuple[VatSum, ...]
    totals: Totals
    order_reference: str
    marketplace: str
    ordered_on: date | None = None
    delivered_on: date | None = None
    deliver_to: Buyer | None = None
    shipping: tuple[Extra, ...] = ()
    discounts: tuple[Extra, ...] = ()
    refers_to: Reference | None = None
    accounting_vat: AccountingVat | None = None
    notes: tuple[str, ...] = ()
    is_preview: bool = False

    def contradictions(self) -> Iterator[str]:
        """The sums of EN 16931 (BR-CO-10 to BR-CO-16) that do not hold; none on a right paper."""
        totals = self.totals
        sums = {
            "the lines": (totals.lines, sum((line.net for line in self.lines), ZERO)),
            "the shipping": (totals.shipping, sum((extra.net for extra in self.shipping), ZERO)),
            "the discounts": (totals.discounts, sum((extra.net for extra in self.discounts), ZERO)),
            "the net total": (totals.net, totals.lines + totals.shipping - totals.discounts),
            "the VAT basis": (totals.net, sum((row.basis for row in self.vat), ZERO)),
            "the VAT": (totals.vat, sum((row.amount for row in self.vat), ZERO)),
            "the gross total": (totals.gross, totals.net + totals.vat),
            "the amount due": (totals.due, totals.gross - totals.paid),
        }
        yield from (what for what, (stated, computed) in sums.items() if stated != computed)
