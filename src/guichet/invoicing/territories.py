"""Where VAT law draws other borders than the post (`territories.csv`, each line with its source)."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

# Directive 2006/112/EC, article 5, as the Union stands since 2020.
EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())  # noqa: SIM905
# Monaco counts as France, the Isle of Man as the United Kingdom (article 7).
SAME_AS = {"MC": "FR", "IM": "GB"}


def destination(country: str, postal_code: str | None) -> str:
    """The country or territory whose VAT rules hold at an address."""
    country = SAME_AS.get(country, country)
    code = (postal_code or "").upper().replace(" ", "").replace("-", "")
    for prefix, territory in _special().get(country, ()):
        if code.startswith(prefix):
            return territory
    return country


def name_of(territory: str) -> str | None:
    """The English name of a special territory; None for a country."""
    return _names().get(territory)


@cache
def _rows() -> list[dict[str, str]]:
    text = files("guichet.invoicing").joinpath("territories.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _special() -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in _rows():
        found.setdefault(row["country"], []).append((row["postal_prefix"], row["code"]))
    return found


@cache
def _names() -> Mapping[str, str]:
    return {row["code"]: row["name"] for row in _rows()}
