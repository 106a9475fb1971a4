"""The settings of one store, checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from guichet.invoicing.document import Language, VatCategory
from guichet.invoicing.pricing import Rounding


class Regime(StrEnum):
    """Whether the seller charges VAT; a small business is exempt (Directive 2006/112/EC, article 284)."""

    STANDARD = "STANDARD"
    SMALL_BUSINESS = "SMALL_BUSINESS"


class Source(StrEnum):
    """Whether Guichet makes the store's invoices or only keeps those of the seller's own system."""

    GUICHET = "GUICHET"
    OWN = "OWN"


class IssueFrom(StrEnum):
    """From which step of an order its invoice may be made."""

    ACCEPTED = "ACCEPTED"
    SHIPPED = "SHIPPED"


@dataclass(frozen=True, slots=True)
class RegistrationSettings:
    """A number in a register; `kind` is a key of `settings.registrations.KINDS`."""

    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class SellerSettings:
    """Who sells, as it stands at the top of every paper."""

    legal_name: str
    address_lines: tuple[str, ...]
    postal_code: str
    city: str
    country: str
    vat_number: str = ""
    registrations: tuple[RegistrationSettings, ...] = ()
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class SeriesSettings:
    """A series: `{year}` in the prefix stands for the year of issue. `start` is the first number.

    A yearly series begins at `start` in `start_year` and at 1 in every later year.
    """

    prefix: str
    start: int = 1
    digits: int = 5
    yearly: bool = False
    start_year: int = 0


@dataclass(frozen=True, slots=True)
class CountryRate:
    """VAT of a destination, in percent. `shipping` None: as the goods that are shipped.

    `country` is ISO 3166-1 alpha-2, or a territory of `territories.csv` such as ES-CN.
    """

    country: str
    products: Decimal
    shipping: Decimal | None = None
    category: VatCategory | None = None
    reason: str = ""
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class SkuRate:
    """VAT of one product, everywhere or, with `country`, in one destination."""

    sku: str
    rate: Decimal
    country: str = ""


@dataclass(frozen=True, slots=True)
class VatSettings:
    """`oss`: VAT of the destination is declared by the one-stop shop. `local_numbers`: by country.

    `prices_include_vat` counts only where the marketplace does not say.
    """

    rates: tuple[CountryRate, ...]
    sku_rates: tuple[SkuRate, ...] = ()
    oss: bool = False
    local_numbers: Mapping[str, str] = field(default_factory=dict)
    use_marketplace_tax: bool = True
    prices_include_vat: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """All of it. `exchange_rates` say what one unit of a currency is worth in the seller's own."""

    seller: SellerSettings
    invoices: SeriesSettings
    credit_notes: SeriesSettings
    vat: VatSettings
    regime: Regime = Regime.STANDARD
    exemption_mention: str = ""
    source: Source = Source.GUICHET
    own_address: str = ""
    issue_from: IssueFrom = IssueFrom.ACCEPTED
    # Whether each paper is also put into the marketplace's own file of its order, where there is one.
    file_papers: bool = False
    language: Language = Language.EN
    language_by_customer: bool = True
    rounding: Rounding = Rounding.LINE
    currency: str = "EUR"
    exchange_rates: Mapping[str, Decimal] = field(default_factory=dict)
    header: str = ""
    footer: str = ""
    payment_mention: str = ""
    time_zone: str = "Europe/Paris"
