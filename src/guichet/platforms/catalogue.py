"""Every marketplace that can be activated, as plain data (`catalogue.csv`)."""

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from guichet.platforms.words import Platform


@dataclass(frozen=True, slots=True)
class MarketplaceEntry:
    """One marketplace. `base_url` is None where its host is not known: the seller pastes it.

    `country` is ISO 3166-1 alpha-2, or EU for a marketplace of several countries. `evidence` begins with
    how sure the host is: high, medium, low or none.
    """

    code: str
    name: str
    country: str | None
    platform: Platform
    base_url: str | None
    where_credentials: str
    evidence: str


@cache
def marketplaces() -> tuple[MarketplaceEntry, ...]:
    """The whole catalogue, by name; what stands for all the others comes last."""
    text = files("guichet.platforms").joinpath("catalogue.csv").read_text(encoding="utf-8")
    entries = [_entry(row) for row in csv.DictReader(text.splitlines())]
    return tuple(sorted(entries, key=lambda entry: (entry.code.endswith("-other"), _folded(entry.name))))


def marketplace(code: str) -> MarketplaceEntry | None:
    """The marketplace of a code; None for an unknown one."""
    return _by_code().get(code)


def search(text: str | None = None, platform: Platform | None = None) -> tuple[MarketplaceEntry, ...]:
    """The marketplaces of a platform whose name, code or country holds every word, case and accents aside."""
    words = _folded(text or "").split()
    return tuple(
        entry
        for entry in marketplaces()
        if platform in (None, entry.platform) and all(word in _haystack(entry) for word in words)
    )


@cache
def _by_code() -> dict[str, MarketplaceEntry]:
    return {entry.code: entry for entry in marketplaces()}


@cache
def _haystack(entry: MarketplaceEntry) -> str:
    return _folded(f"{entry.name} {entry.code} {entry.country or ''}")


def _entry(row: dict[str, str]) -> MarketplaceEntry:
    return MarketplaceEntry(
        code=row["code"],
        name=row["name"],
        country=row["country"] or None,
        platform=Platform(row["platform"]),
        base_url=row["base_url"] or None,
        where_credentials=row["where_credentials"],
        evidence=row["evidence"],
    )


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
