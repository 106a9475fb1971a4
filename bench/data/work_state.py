"""How far the team is with a discussion: most old ones are closed and read, the newest ones are not."""

from math import exp
from random import Random

from bench.data.plan import DAY


def status_of(dice: Random, age: float) -> str:
    """A status for a discussion whose last message is `age` seconds old: some percent open and pending."""
    days, draw = age / DAY, dice.random()
    is_open = 0.55 * exp(-days / 8) + 0.025
    is_pending = 0.2 * exp(-days / 15) + 0.012
    if draw < is_open:
        return "OPEN"
    if draw < is_open + is_pending:
        return "PENDING"
    return "SOLVED" if dice.random() < 0.4 else "CLOSED"


def is_read(dice: Random, age: float) -> bool:
    """Whether the team has seen the last message."""
    return dice.random() > 0.5 * exp(-age / DAY / 4) + 0.004


def waits(dice: Random, status: str, by_merchant: bool) -> bool:
    """Whether the marketplace says that an answer is awaited."""
    return not by_merchant and (status in {"OPEN", "PENDING"} or dice.random() < 0.01)


def delivery_of(dice: Random, age: float, by_merchant: bool) -> tuple[str, str | None]:
    """What became of a message: most are read from the marketplace, some were sent by Guichet, few failed."""
    draw = dice.random()
    if not by_merchant or draw < 0.3:
        return "RECEIVED", None
    if draw > 0.9995:
        return "FAILED", "The marketplace refused the message: the discussion is closed."
    return ("SENT" if age < DAY / 24 else "CONFIRMED"), None
