"""Who says what when in a discussion."""

from dataclasses import dataclass
from math import log
from random import Random

from bench.data.customers import Person
from bench.data.plan import Plan
from bench.data.speech import Speech

HOUR = 3_600.0
MEAN_GAP = 7 * HOUR
MEAN_LENGTH = 5
MAX_LENGTH = 60
MERCHANT_SHARE = 0.47


@dataclass(frozen=True, slots=True)
class Turn:
    """One message to be."""

    author: Person
    body: str
    at: float


def turns(
    dice: Random, plan: Plan, speech: Speech, others: list[Person], merchant: Person, until: float
) -> list[Turn]:
    """The messages of a discussion, oldest first; nobody writes after `until`."""
    length = plan.length or _length(dice)
    moments = _moments(dice, plan.began, length, until)
    lucky = dice.randrange(length) if plan.word else -1
    found = []
    for position, at in enumerate(moments):
        answers = position > 0 and dice.random() < MERCHANT_SHARE
        author = merchant if answers else others[-1] if dice.random() < 0.1 else others[0]
        body = speech.body(author.name, plan.word if position == lucky else None)
        found.append(Turn(author, body, at))
    return found


def _length(dice: Random) -> int:
    """One message and more, MEAN_LENGTH on average, few long ones (exponential)."""
    return min(MAX_LENGTH, 1 + int(-log(1 - dice.random()) * (MEAN_LENGTH - 0.5)))


def _moments(dice: Random, began: float, length: int, until: float) -> list[float]:
    """Gaps of hours, shortened where the discussion would go on in the future."""
    moments, at = [began], began
    for _ in range(length - 1):
        at += 60 - log(1 - dice.random()) * MEAN_GAP
        moments.append(at)
    if at > until:
        squeeze = (until - began) / (at - began)
        moments = [began + (moment - began) * squeeze for moment in moments]
    return moments
