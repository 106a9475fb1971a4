"""Finding marketplaces of the catalogue by what a person types."""

import unicodedata
from collections.abc import Iterator
from functools import cache

from babel import Locale
from django.utils.translation import get_language

from guichet.platforms.catalogue import MarketplaceEntry, marketplaces
from guichet.platforms.manifest import manifest_of, platforms
from guichet.web.reading import locale


def find(text: str) -> tuple[MarketplaceEntry, ...]:
    """Those whose name, code, country or platform holds every word, case and accents aside.

    A country is known by its code and by its name in English and in the reader's language.
    """
    words = _folded(text).split()
    language = get_language() or "en"
    return tuple(entry for entry in _known() if all(word in _haystack(entry, language) for word in words))


def country_name(code: str | None) -> str:
    """France, Allemagne: in the reader's language."""
    return "" if not code else locale().territories.get(code, code)


@cache
def _known() -> tuple[MarketplaceEntry, ...]:
    return tuple(entry for entry in marketplaces() if entry.platform in platforms())


@cache
def _haystack(entry: MarketplaceEntry, language: str) -> str:
    return _folded(" ".join(_words(entry)))


def _words(entry: MarketplaceEntry) -> Iterator[str]:
    yield from (entry.name, entry.code, entry.country or "", manifest_of(entry.platform).name)
    if entry.country:
        yield country_name(entry.country)
        yield Locale("en").territories.get(entry.country, "")


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
