"""How the reader is spoken to: the locale of dates and money, and the time zone where none is known."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale

# The interface is in English; dates and money are written the European way.
# Parsed once: Babel takes a name too, and then parses it for every date of a page.
LOCALE = Locale.parse("en_GB")
# Sellers sit on European marketplaces; the script tells the browser's own zone with the first page.
DEFAULT_ZONE = ZoneInfo("Europe/Paris")


def zone_named(name: str | None) -> ZoneInfo | None:
    """The IANA zone of this name; None when there is none."""
    return ZoneInfo(name) if name and name in _known_names() else None


@cache
def _known_names() -> frozenset[str]:
    return frozenset(available_timezones())
