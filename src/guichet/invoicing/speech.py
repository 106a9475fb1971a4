"""The language of a paper."""

from guichet.invoicing.document import Language
from guichet.invoicing.settings.form import Settings
from guichet.platforms.port import Order

# Where one of our languages is the only official one, or the one of nearly everybody.
BY_COUNTRY = {
    "FR": Language.FR,
    "MC": Language.FR,
    "DE": Language.DE,
    "AT": Language.DE,
    "LI": Language.DE,
    "ES": Language.ES,
    "IT": Language.IT,
    "SM": Language.IT,
    "GB": Language.EN,
    "IE": Language.EN,
    "MT": Language.EN,
}


def language_of(settings: Settings, order: Order, area: str) -> Language:
    """The destination's by the settings, else the customer's, else the store's."""
    row = next((row for row in settings.vat.rates if row.country == area), None)
    if row is not None and row.language is not None:
        return row.language
    if not settings.language_by_customer:
        return settings.language
    spoken = (order.customer_locale or "")[:2].lower()
    if spoken in set(Language):
        return Language(spoken)
    return BY_COUNTRY.get(area[:2], settings.language)
