"""What a marketplace is called on a page, and the two letters on its tile."""

import re
from functools import cache

from guichet.platforms.catalogue import marketplace

# Where the first letters would not be what sellers write.
TILES = {"Amazon": "AZ", "Carrefour": "CF", "Darty": "DY", "Decathlon": "DK", "Rakuten": "RK"}


@cache
def name_of(code: str) -> str:
    """The catalogue's name without what it adds in brackets; the code where the catalogue has lost it."""
    entry = marketplace(code)
    return code if entry is None else entry.name.partition(" (")[0]


@cache
def tile_of(code: str) -> str:
    """Two capitals: LM for Leroy Merlin, PC for PcComponentes, FN for Fnac."""
    name = name_of(code)
    first = name.split()[0]
    if first in TILES:
        return TILES[first]
    words = [word for word in re.split(r"[\s&'’-]+", name) if word[:1].isalpha()]
    if len(words) > 1:
        return (words[0][0] + words[1][0]).upper()
    capitals = re.findall(r"[A-Z]", first)
    return "".join(capitals[:2]) if len(capitals) > 1 else _first_two(first)


def _first_two(word: str) -> str:
    """The first letter and the next consonant, which tell names apart better than the next vowel."""
    rest = [c for c in word[1:] if c.isalpha() and c.lower() not in "aeiouyéèê"]
    return (word[0] + (rest[0] if rest else word[1:2])).upper()
