"""Compares the marketplaces' own stores with the inbox."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from chaos.database import Rows
from chaos.ledger import Ledger

ARRIVED = {"SENT", "CONFIRMED"}


@dataclass(slots=True)
class In:
    """What customers wrote."""

    written: int = 0
    there: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Out:
    """What became of replies.

    `failed` say so and do not stand there; `open` are still looked for. `lost` are said to have arrived and
    did not, or are nowhere; `twice` stand there or in the inbox more than once; `belied` are said to have
    failed, and stand there.
    """

    accepted: int = 0
    once: int = 0
    failed: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    belied: list[str] = field(default_factory=list)


def judge_in(written: list[str], marketplace: str, rows: Rows) -> In:
    """Each written once must be there once, and nowhere else."""
    found = In(len(written))
    elsewhere = {word for (place, word), _ in rows.times.items() if place != marketplace}
    for word in written:
        times = rows.times[marketplace, word]
        found.there += times > 0
        if not times:
            found.lost.append(word)
        if times > 1 or word in elsewhere:
            found.twice.append(word)
    return found


def judge_out(ledger: Ledger, marketplace: str, stands: Mapping[str, int], rows: Rows) -> Out:
    """Each accepted once must stand there once, or be known not to."""
    found = Out()
    for word, place in ledger.accepted.items():
        if place == marketplace:
            found.accepted += 1
            _sort(found, word, stands.get(word, 0), rows.deliveries.get(word, []))
    return found


def _sort(found: Out, word: str, times: int, states: list[str]) -> None:
    if times > 1 or len(states) > 1:
        found.twice.append(word)
    elif not states or (states[0] in ARRIVED and not times):
        found.lost.append(word)
    elif times and states[0] == "FAILED":
        found.belied.append(word)
    elif times:
        found.once += 1
    elif states[0] == "FAILED":
        found.failed.append(word)
    else:
        found.open.append(word)


def strangers(ledger: Ledger, stands: Mapping[str, Counter[str]]) -> list[str]:
    """Replies that stand where nobody sent them."""
    return [
        word for place, found in stands.items() for word in found
        if word.startswith("r") and ledger.accepted.get(word, place) != place
    ]  # fmt: skip
