"""Words beyond the everyday ones, made from their rank: there is no end of them, and none takes memory."""

from math import exp, log
from random import Random

SYLLABLES = (
    "bra", "cli", "dor", "fen", "gal", "hui", "jas", "kel", "lun", "mor", "nac", "oux", "pim", "quo", "ras",
    "sel", "tov", "ulm", "vir", "wen", "xan", "yol", "zub", "chê", "dré", "flé", "gnô", "thu", "spi", "cra",
)  # fmt: skip
# The everyday words hold the ranks before these; names of products, streets and models are of this kind.
FIRST, LAST = 500, 400_000
_SPREAD = log(LAST / FIRST)


def rare_word(dice: Random) -> str:
    """A word by Zipf's law: a rank ten times higher comes up ten times less often."""
    return word_of_rank(int(FIRST * exp(dice.random() * _SPREAD)))


def word_of_rank(rank: int) -> str:
    """Always the same word for a rank."""
    syllables: list[str] = []
    while rank:
        rank, digit = divmod(rank, len(SYLLABLES))
        syllables.append(SYLLABLES[digit])
    return "".join(syllables)
