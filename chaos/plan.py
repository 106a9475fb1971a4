"""What will strike, and when: from the seed alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from chaos.options import Options

SHORT = ("kill worker", "kill mail", "kill web", "kill backend", "kill database")
# Each once before one comes again: a part that dies five times a minute is given up by `guichet serve`.
ONE_MACHINE = (*SHORT, "kill serve", "hang database", "cut database")
SEVERAL = ("kill other worker", "kill other web", "hang worker")
FULL = ("fill disk",)
# A worker that hangs is dead to the others after 20 s, a database that is away for a minute is a bad minute.
LASTS = {"hang worker": 30.0, "hang database": 10.0, "cut database": 60.0, "fill disk": 20.0}
GAP_SECONDS = (3.0, 9.0)


@dataclass(frozen=True, slots=True)
class Blow:
    """What strikes; `after` seconds since the end of the blow before, for so many seconds."""

    after: float
    kind: str
    seconds: float
    dice: int


def blows(options: Options, *, may_fill: bool) -> Iterator[Blow]:
    """Without end in the long form; the short one strikes with each of its kinds once, in its first half."""
    dice = Random(f"blows:{options.seed}")
    if options.is_short:
        gap = options.seconds / 2 / len(SHORT)
        for kind in SHORT:
            yield Blow(gap, kind, 0.0, dice.getrandbits(32))
        return
    while True:
        deck = [*ONE_MACHINE, *(SEVERAL if options.workers > 1 else ()), *(FULL if may_fill else ())]
        dice.shuffle(deck)
        for kind in deck:
            yield Blow(dice.uniform(*GAP_SECONDS), kind, LASTS.get(kind, 0.0), dice.getrandbits(32))
