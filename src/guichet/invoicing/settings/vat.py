"""The VAT part of the settings."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode
from guichet.invoicing.document import Language, VatCategory
from guichet.invoicing.settings.form import CountryRate, SkuRate, VatSettings
from guichet.invoicing.settings.reader import Reader
from guichet.invoicing.settings.seller import read_vat_number
from guichet.invoicing.territories import name_of
from guichet.platforms.countries import country_code

# The highest VAT of any country is 27 % (Hungary); whoever writes more has mistaken the field.
HIGHEST = 50
PLACES = 2


def read_vat(form: Reader) -> VatSettings:
    """Rates by destination and product."""
    rates = tuple(one for row in form.children("rates") if (one := _rate(row)))
    _once(form, "rates", [rate.country for rate in rates])
    skus = tuple(sku for row in form.children("skuRates") if (sku := _sku_rate(row)))
    _once(form, "skuRates", [f"{sku.sku} {sku.country}".strip() for sku in skus])
    found = VatSettings(
        rates=rates,
        sku_rates=skus,
        oss=form.flag("oss", default=False),
        local_numbers=_local_numbers(form.pairs("localNumbers")),
        use_marketplace_tax=form.flag("useMarketplaceTax", default=True),
        prices_include_vat=form.flag("pricesIncludeVat", default=True),
    )
    form.finish()
    return found


def _rate(row: Reader) -> CountryRate | None:
    country = _destination(row, needed=True)
    products = row.decimal("products", needed=True, below=HIGHEST, places=PLACES)
    shipping = row.decimal("shipping", needed=False, below=HIGHEST, places=PLACES)
    category = row.choice_or_none("category", VatCategory)
    reason, language = row.text("reason"), row.choice_or_none("language", Language)
    row.finish()
    if products is None or not country:
        return None
    if category and (category is VatCategory.S) != (products > 0):
        row.problem(
            ErrorCode.INVALID, _("Category S has a rate above 0, every other one the rate 0."), "category"
        )
    if category in (VatCategory.E, VatCategory.O) and not reason:
        row.problem(ErrorCode.REQUIRED, _("Say why no VAT is charged; it stands on the invoice."), "reason")
    return CountryRate(country, products, shipping, category, reason, language)


def _sku_rate(row: Reader) -> SkuRate | None:
    sku = row.text("sku", needed=True)
    rate = row.decimal("rate", needed=True, below=HIGHEST, places=PLACES)
    country = _destination(row, needed=False)
    row.finish()
    return SkuRate(sku, rate, country) if sku and rate is not None else None


def _destination(row: Reader, *, needed: bool) -> str:
    written = row.text("country", needed=needed, limit=5).upper()
    if written and name_of(written) is None and (len(written) != 2 or country_code(written) is None):
        row.problem(
            ErrorCode.INVALID, _("Write the country as its two letters, such as FR or DE."), "country"
        )
        return ""
    return written


def _local_numbers(form: Reader) -> Mapping[str, str]:
    numbers = {country: read_vat_number(form, country, country.upper()) for country in form.names()}
    form.finish()
    return {country.upper(): number for country, number in numbers.items() if number}


def _once(form: Reader, name: str, keys: list[str]) -> None:
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        form.problem(ErrorCode.INVALID, _("%(key)s is there twice; keep one.") % {"key": key}, name)
