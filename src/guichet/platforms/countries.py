"""Country codes from whatever a marketplace writes for a country."""

import unicodedata
from functools import cache

from babel import Locale
from babel.core import get_global

_LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pl", "pt", "sv", "da", "fi", "nb")
# CLDR counts these among territories, ISO 3166 does not count them among countries.
_NO_COUNTRIES = frozenset(("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"))


def country_code(*candidates: str | None) -> str | None:
    """The ISO 3166-1 alpha-2 code of the first candidate that names a country.

    A candidate is an alpha-2 or alpha-3 code, or a name in a language of our marketplaces (CLDR data).
    """
    for candidate in candidates:
        code = _code(candidate.strip()) if candidate else None
        if code:
            return code
    return None


def _code(text: str) -> str | None:
    upper = text.upper()
    if upper in _names_by_code():
        return upper
    alias = get_global("territory_aliases").get(upper) if len(upper) in (2, 3) else None
    if alias and len(alias) == 1 and alias[0] in _names_by_code():
        return str(alias[0])
    return _codes_by_name().get(_folded(text))


@cache
def _names_by_code() -> dict[str, str]:
    territories = Locale("en").territories
    return {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }


@cache
def _codes_by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in _names_by_code():
                found.setdefault(_folded(name), code)
    return found


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if c.isalnum())
