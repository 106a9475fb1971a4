"""Which VAT applies to an order's goods and shipping, by the store's settings."""

from dataclasses import dataclass
from decimal import Decimal

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.invoicing.cents import ZERO, trimmed
from guichet.invoicing.document import Language, VatCategory
from guichet.invoicing.exemptions import export, intra_union, small_business
from guichet.invoicing.positions import VatRule
from guichet.invoicing.settings.form import CountryRate, Regime, Settings
from guichet.invoicing.settings.vat_numbers import prefix_of
from guichet.invoicing.territories import EU, destination, name_of


@dataclass(frozen=True, slots=True)
class VatRules:
    """The rules of one sale. `area` is the destination (a country or a territory with its own VAT)."""

    settings: Settings
    area: str
    language: Language
    buyer_vat_number: str | None = None

    def product(self, sku: str | None) -> VatRule:
        """The rule for a product; RefusalError where no rate is given."""
        general = self._general()
        if general is not None:
            return general
        row = self._row()
        return _rule(row, self._sku_rate(sku), row.products)

    def shipping(self, goods: VatRule) -> VatRule:
        """The rule for the shipping of goods: the destination's own rate, else theirs."""
        general = self._general()
        if general is not None:
            return general
        row = self._row()
        return goods if row.shipping is None else _rule(row, row.shipping, row.shipping)

    @property
    def shipping_follows(self) -> bool:
        """Whether shipping is taxed as the goods that are shipped."""
        return self._general() is not None or self._row().shipping is None

    @property
    def is_taxed(self) -> bool:
        """Whether VAT by rate applies at all: not for a small business."""
        return self.settings.regime is Regime.STANDARD

    def _general(self) -> VatRule | None:
        """What holds for the whole sale, whatever is sold."""
        if not self.is_taxed:
            return small_business(self.settings)
        origin = self.origin
        if self._is_supply_to_business(origin):
            return intra_union(self.language)
        is_export = origin in EU and self.area not in EU and name_of(self.area) is None
        return export(self.language) if is_export and self._find(self.area) is None else None

    def _is_supply_to_business(self, origin: str) -> bool:
        number = self.buyer_vat_number
        return bool(
            number
            and origin in EU
            and self.area in EU
            and self.area != origin
            and not number.startswith(prefix_of(origin))
        )

    @property
    def origin(self) -> str:
        """Where the seller is, for VAT."""
        return destination(self.settings.seller.country, self.settings.seller.postal_code)

    @property
    def tax_area(self) -> str:
        """Whose rates apply: the destination's, but the seller's own below the threshold for distance sales.

        Directive 2006/112/EC, articles 33 and 59c: whoever declares by the one-stop shop or is registered
        there charges the destination's VAT.
        """
        vat = self.settings.vat
        is_distant = self.area in EU and self.origin in EU and self.area != self.origin
        return self.origin if is_distant and not vat.oss and self.area not in vat.local_numbers else self.area

    def _row(self) -> CountryRate:
        row = self._find(self.tax_area)
        if row is None:
            raise missing_rate(self.tax_area)
        return row

    def _find(self, area: str) -> CountryRate | None:
        return next((row for row in self.settings.vat.rates if row.country == area), None)

    def _sku_rate(self, sku: str | None) -> Decimal | None:
        rows = {row.country: row.rate for row in self.settings.vat.sku_rates if row.sku == sku}
        return rows.get(self.tax_area, rows.get(""))


def missing_rate(area: str) -> RefusalError:
    """The refusal for a destination that the settings say nothing about."""
    message = _("There is no VAT rate for %(country)s; add it to the invoice settings.")
    return refuse(ErrorCode.CONFLICT, message % {"country": country_name(area)})


def country_name(area: str) -> str:
    """A country or territory in the reader's language, with its code."""
    names = Locale.parse(get_language() or "en", sep="-").territories
    return f"{name_of(area) or names.get(area, area)} ({area})"


def _rule(row: CountryRate, special: Decimal | None, usual: Decimal) -> VatRule:
    rate = usual if special is None else special
    if rate > 0:
        return VatRule(VatCategory.S, trimmed(rate))
    category = row.category if row.category not in (None, VatCategory.S) else VatCategory.Z
    return VatRule(category or VatCategory.Z, ZERO, row.reason or None)
