"""How the reader is spoken to: the locale of dates and money, and the time zone where none is known."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from django.utils.translation import get_language

# Dates and money are written the European way, in English too.
_TERRITORIES = {"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "de": "de_DE", "it": "it_IT"}
# Sellers sit on European marketplaces; the script tells the browser's own zone with the first page.
DEFAULT_ZONE = ZoneInfo("Europe/Paris")


def locale() -> Locale:
    """The active language as people write dates and money in it."""
    return _parsed(get_language() or "en")


@cache
def _parsed(language: str) -> Locale:
    # Parsed once: Babel takes a name too, and then parses it for every date of a page.
    return Locale.parse(_TERRITORIES.get(language, "en_GB"))


def zone_named(name: str | None) -> ZoneInfo | None:
    """The IANA zone of this name; None when there is none."""
    return ZoneInfo(name) if name and name in _known_names() else None


@cache
def _known_names() -> frozenset[str]:
    return frozenset(available_timezones())
