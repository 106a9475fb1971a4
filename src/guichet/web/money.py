"""Money and sizes in the reader's locale."""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel import Locale
from babel.numbers import format_currency, format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guichet.web.reading import locale

_LETTERS_THEN_DIGIT = re.compile(r"([^\W\d_])(\d)")


def money(amount: object, currency: str | None) -> str:
    """€89.90; the bare number where the marketplace names no currency, nothing where it names no amount."""
    value = _decimal(amount)
    if value is None:
        return ""
    if currency:
        return _spaced(format_currency(value, currency, locale=locale()))
    return format_decimal(value, locale=locale())


def _spaced(text: str) -> str:
    """SEK 800.00: letters keep apart from their number (CLDR, currencySpacing), which Babel leaves out."""
    return _LETTERS_THEN_DIGIT.sub("\\1\N{NO-BREAK SPACE}\\2", text)


def size(count: int) -> str:
    """64 KB, 1.8 MB: decimal units, as file managers and marketplaces count."""
    units = ((10**9, _("%(number)s GB")), (10**6, _("%(number)s MB")), (10**3, _("%(number)s KB")))
    for step, words in units:
        if count >= step:
            number = round(count / step, 1 if count < 10 * step else 0)
            return words % {"number": format_decimal(number, locale=locale())}
    return _("%(number)s B") % {"number": count}


def count(number: int, cap: int = 10_000) -> str:
    """1,204; counts stop at the cap: 10,000+."""
    text = _whole(min(number, cap), locale())
    return f"{text}+" if number >= cap else text


# A page says ten numbers, and Babel takes 15 µs for each.
@lru_cache(maxsize=4096)
def _whole(number: int, reader: Locale) -> str:
    return format_decimal(number, locale=reader)


def _decimal(amount: object) -> Decimal | None:
    if amount is None or amount == "":
        return None
    try:
        return Decimal(str(amount))
    except InvalidOperation:
        return None


def length(seconds: int) -> str:
    """90 s is "90 seconds", 300 is "5 minutes"."""
    if seconds >= 60 and seconds % 60 == 0:
        minutes = seconds // 60
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
