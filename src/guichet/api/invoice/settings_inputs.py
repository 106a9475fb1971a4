"""How a store should invoice. Nearly all may be left out, so that one answer names all that is missing."""

from decimal import Decimal
from enum import Enum
from typing import Any

import strawberry

from guichet.api.enums import InvoiceLanguage, IssueFrom, Regime, Rounding, Source, VatCategory
from guichet.invoicing.settings.plain import camel


@strawberry.input(description="A number of the seller in a register.")
class RegistrationInput:
    """One of `form.RegistrationSettings`."""

    kind: str = strawberry.field(description="Which register, such as SIRET.")
    value: str = strawberry.field(description="The number; its check digits are tried.")
    label: str | None = strawberry.field(default=None, description="How it is called on paper.")


@strawberry.input(description="The seller, as at the top of every paper.")
class InvoiceSellerInput:
    """`form.SellerSettings`."""

    legal_name: str | None = strawberry.field(default=None, description="Of the company.")
    address_lines: list[str] | None = strawberry.field(default=None, description="Street and the like.")
    postal_code: str | None = strawberry.field(default=None, description="As the country writes it.")
    city: str | None = strawberry.field(default=None, description="The town.")
    country: str | None = strawberry.field(default=None, description="ISO 3166-1 alpha-2.")
    vat_number: str | None = strawberry.field(default=None, description="Its check digits are tried.")
    registrations: list[RegistrationInput] | None = strawberry.field(
        default=None, description="Numbers in registers."
    )
    email: str | None = strawberry.field(default=None, description="On the paper.")
    phone: str | None = strawberry.field(default=None, description="On the paper.")


@strawberry.input(description="A series of numbers.")
class InvoiceSeriesInput:
    """`form.SeriesSettings`."""

    prefix: str | None = strawberry.field(default=None, description="With {year} for the year of issue.")
    start: int | None = strawberry.field(default=None, description="Its first number; 1 if left out.")
    digits: int | None = strawberry.field(default=None, description="Digits at least; 5 if left out.")
    yearly: bool | None = strawberry.field(default=None, description="Whether it begins anew each year.")
    start_year: int | None = strawberry.field(default=None, description="The year that begins at `start`.")


@strawberry.input(description="The VAT of a destination, in percent.")
class CountryRateInput:
    """`form.CountryRate`."""

    country: str = strawberry.field(description="ISO 3166-1 alpha-2, or a territory such as ES-CN.")
    products: Decimal = strawberry.field(description="On goods.")
    shipping: Decimal | None = strawberry.field(default=None, description="On shipping; null: as the goods.")
    category: VatCategory | None = strawberry.field(default=None, description="Null: by the rate.")
    reason: str | None = strawberry.field(default=None, description="Why no VAT is charged.")
    file_papers: bool | None = strawberry.field(default=None, description="false if left out.")
    language: InvoiceLanguage | None = strawberry.field(default=None, description="Null: the customer's.")


@strawberry.input(description="The VAT of a product, in percent.")
class SkuRateInput:
    """`form.SkuRate`."""

    sku: str = strawberry.field(description="The merchant's own reference.")
    rate: Decimal = strawberry.field(description="On this product.")
    country: str | None = strawberry.field(default=None, description="Only there; null: everywhere.")


@strawberry.input(description="A VAT number of the seller in another country.")
class LocalVatNumberInput:
    """An entry of `form.VatSettings.local_numbers`."""

    country: str = strawberry.field(description="ISO 3166-1 alpha-2.")
    number: str = strawberry.field(description="Its check digits are tried.")


@strawberry.input(description="VAT by destination and product.")
class InvoiceVatInput:
    """`form.VatSettings`."""

    rates: list[CountryRateInput] | None = strawberry.field(default=None, description="By destination.")
    sku_rates: list[SkuRateInput] | None = strawberry.field(default=None, description="By product.")
    oss: bool | None = strawberry.field(default=None, description="Whether the one-stop shop is used.")
    local_numbers: list[LocalVatNumberInput] | None = strawberry.field(
        default=None, description="Registrations elsewhere."
    )
    use_marketplace_tax: bool | None = strawberry.field(
        default=None, description="Whether an order's own tax figures stand; true if left out."
    )
    prices_include_vat: bool | None = strawberry.field(
        default=None, description="Where the marketplace does not say; true if left out."
    )


@strawberry.input(description="What a currency is worth in the seller's own.")
class ExchangeRateInput:
    """An entry of `form.Settings.exchange_rates`."""

    currency: str = strawberry.field(description="ISO 4217.")
    rate: Decimal = strawberry.field(description="One unit, in the seller's own currency.")


@strawberry.input(
    description="All settings of a store; what is left out gets its default, not its old value."
)
class InvoiceSettingsInput:
    """`form.Settings`."""

    seller: InvoiceSellerInput | None = strawberry.field(default=None, description="On every paper.")
    invoices: InvoiceSeriesInput | None = strawberry.field(default=None, description="Series of invoices.")
    credit_notes: InvoiceSeriesInput | None = strawberry.field(
        default=None, description="Series of credit notes."
    )
    vat: InvoiceVatInput | None = strawberry.field(default=None, description="VAT by destination.")
    regime: Regime | None = strawberry.field(default=None, description="STANDARD if left out.")
    exemption_mention: str | None = strawberry.field(default=None, description="By which law no VAT.")
    source: Source | None = strawberry.field(default=None, description="GUICHET if left out.")
    own_address: str | None = strawberry.field(default=None, description="An address with {orderId}.")
    issue_from: IssueFrom | None = strawberry.field(default=None, description="ACCEPTED if left out.")
    language: InvoiceLanguage | None = strawberry.field(default=None, description="EN if left out.")
    language_by_customer: bool | None = strawberry.field(default=None, description="true if left out.")
    rounding: Rounding | None = strawberry.field(default=None, description="LINE if left out.")
    currency: str | None = strawberry.field(default=None, description="EUR if left out.")
    exchange_rates: list[ExchangeRateInput] | None = strawberry.field(
        default=None, description="For orders in other currencies."
    )
    header: str | None = strawberry.field(default=None, description="Text at the top.")
    footer: str | None = strawberry.field(default=None, description="Text at the bottom.")
    payment_mention: str | None = strawberry.field(default=None, description="How it was paid.")
    time_zone: str | None = strawberry.field(default=None, description="Europe/Paris if left out.")


def settings_json(given: InvoiceSettingsInput) -> dict[str, Any]:
    """The form of the settings room: what is null is left out."""
    data: dict[str, Any] = _plain(given)
    if "exchangeRates" in data:
        data["exchangeRates"] = {one["currency"]: one["rate"] for one in data["exchangeRates"]}
    if "localNumbers" in data.get("vat", {}):
        pairs = data["vat"]["localNumbers"]
        data["vat"]["localNumbers"] = {one["country"]: one["number"] for one in pairs}
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if not hasattr(value, "__strawberry_definition__"):
        return value
    return {camel(key): _plain(one) for key, one in vars(value).items() if one is not None}
