"""How a store invoices, as the API shows it."""

from datetime import datetime
from decimal import Decimal

import strawberry

from guichet.api.attachment.types import Attachment, attachment
from guichet.api.enums import (
    InvoiceLanguage,
    IssueFrom,
    Regime,
    Rounding,
    Source,
    VatCategory,
)
from guichet.api.user_error import UserError
from guichet.invoicing.codec import decode, encode
from guichet.invoicing.queries.settings import SettingsView
from guichet.invoicing.settings.parse import parse_settings


@strawberry.type(description="A number of the seller in a register.")
class Registration:
    """One of `form.RegistrationSettings`."""

    kind: str = strawberry.field(description="Which register, such as SIRET.")
    value: str = strawberry.field(description="The number.")
    label: str = strawberry.field(description="How it is called on paper; empty for the usual word.")


@strawberry.type(description="The seller, as at the top of every paper.")
class InvoiceSeller:
    """`form.SellerSettings`."""

    legal_name: str = strawberry.field(description="Of the company.")
    address_lines: list[str] = strawberry.field(description="Street and what belongs to it.")
    postal_code: str = strawberry.field(description="As the country writes it.")
    city: str = strawberry.field(description="The town.")
    country: str = strawberry.field(description="ISO 3166-1 alpha-2.")
    vat_number: str = strawberry.field(description="With its country prefix; empty where there is none.")
    registrations: list[Registration] = strawberry.field(description="Numbers in registers.")
    email: str = strawberry.field(description="Empty where there is none.")
    phone: str = strawberry.field(description="Empty where there is none.")


@strawberry.type(description="A series of numbers.")
class InvoiceSeries:
    """`form.SeriesSettings`."""

    prefix: str = strawberry.field(description="With {year} for the year of issue.")
    start: int = strawberry.field(description="Its first number.")
    digits: int = strawberry.field(description="Digits at least, with zeros before.")
    yearly: bool = strawberry.field(description="Whether it begins anew each year.")
    start_year: int = strawberry.field(description="The year that begins at `start`; later ones begin at 1.")


@strawberry.type(description="The VAT of a destination, in percent.")
class CountryRate:
    """`form.CountryRate`."""

    country: str = strawberry.field(description="ISO 3166-1 alpha-2, or a territory such as ES-CN.")
    products: Decimal = strawberry.field(description="On goods.")
    shipping: Decimal | None = strawberry.field(description="On shipping; null: as the goods.")
    category: VatCategory | None = strawberry.field(description="Null: by the rate.")
    reason: str = strawberry.field(description="Why no VAT is charged.")
    language: InvoiceLanguage | None = strawberry.field(description="Null: the customer's.")


@strawberry.type(description="The VAT of a product, in percent.")
class SkuRate:
    """`form.SkuRate`."""

    sku: str = strawberry.field(description="The merchant's own reference.")
    rate: Decimal = strawberry.field(description="On this product.")
    country: str = strawberry.field(description="Only there; empty: everywhere.")


@strawberry.type(description="A VAT number of the seller in another country.")
class LocalVatNumber:
    """An entry of `form.VatSettings.local_numbers`."""

    country: str = strawberry.field(description="ISO 3166-1 alpha-2.")
    number: str = strawberry.field(description="With its prefix.")


@strawberry.type(description="VAT by destination and product.")
class InvoiceVat:
    """`form.VatSettings`."""

    rates: list[CountryRate] = strawberry.field(description="By destination.")
    sku_rates: list[SkuRate] = strawberry.field(description="By product.")
    oss: bool = strawberry.field(description="Whether VAT of other member states is declared by the OSS.")
    local_numbers: list[LocalVatNumber] = strawberry.field(description="Registrations elsewhere.")
    use_marketplace_tax: bool = strawberry.field(description="Whether an order's own tax figures stand.")
    prices_include_vat: bool = strawberry.field(description="Where the marketplace does not say.")


@strawberry.type(description="What a currency is worth in the seller's own.")
class ExchangeRate:
    """An entry of `form.Settings.exchange_rates`."""

    currency: str = strawberry.field(description="ISO 4217.")
    rate: Decimal = strawberry.field(description="One unit, in the seller's own currency.")


@strawberry.type(description="How a store invoices.")
class InvoiceSettings:
    """`form.Settings`, its logo and the numbers to come."""

    seller: InvoiceSeller = strawberry.field(description="At the top of every paper.")
    invoices: InvoiceSeries = strawberry.field(description="The series of invoices.")
    credit_notes: InvoiceSeries = strawberry.field(description="The series of credit notes.")
    vat: InvoiceVat = strawberry.field(description="VAT by destination and product.")
    regime: Regime = strawberry.field(description="Whether VAT is charged at all.")
    exemption_mention: str = strawberry.field(description="By which law not; empty: the usual mention.")
    source: Source = strawberry.field(description="Where invoices are made.")
    own_address: str = strawberry.field(description="Where the seller's system keeps them: …{orderId}…")
    issue_from: IssueFrom = strawberry.field(description="From which step of an order.")
    file_papers: bool = strawberry.field(description="Whether papers are filed with their orders too.")
    language: InvoiceLanguage = strawberry.field(description="Where the customer's is not one of ours.")
    language_by_customer: bool = strawberry.field(description="Whether the customer's language is used.")
    rounding: Rounding = strawberry.field(description="Where VAT is rounded.")
    currency: str = strawberry.field(description="The seller's own, ISO 4217.")
    exchange_rates: list[ExchangeRate] = strawberry.field(description="For orders in other currencies.")
    header: str = strawberry.field(description="Text at the top.")
    footer: str = strawberry.field(description="Text at the bottom.")
    payment_mention: str = strawberry.field(description="How it was paid.")
    time_zone: str = strawberry.field(description="Whose day is the day of issue.")
    logo: Attachment | None = strawberry.field(default=None, description="PNG or JPEG.")
    next_invoice_number: str = strawberry.field(default="", description="Not taken yet.")
    next_credit_note_number: str = strawberry.field(default="", description="Not taken yet.")
    updated_at: datetime | None = strawberry.field(default=None, description="When they were saved.")


@strawberry.type(description="What became of the settings.")
class InvoiceSettingsPayload:
    """An additive payload."""

    settings: InvoiceSettings | None = strawberry.field(
        default=None, description="Null where there are errors."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def invoice_settings(view: SettingsView) -> InvoiceSettings:
    """From what is stored."""
    data = encode(parse_settings(view.data)[0])
    numbers = data["vat"]["local_numbers"]
    data["vat"]["local_numbers"] = [{"country": key, "number": numbers[key]} for key in sorted(numbers)]
    rates = data["exchange_rates"]
    data["exchange_rates"] = [{"currency": key, "rate": rates[key]} for key in sorted(rates)]
    shown = decode(InvoiceSettings, data)
    shown.logo = attachment(view.logo) if view.logo else None
    shown.next_invoice_number = view.next_invoice_number
    shown.next_credit_note_number = view.next_credit_note_number
    shown.updated_at = view.updated_at
    return shown
