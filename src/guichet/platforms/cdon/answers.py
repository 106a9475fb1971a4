"""What CDON's answers say, good and bad."""

from guichet.platforms.errors import Busy, MissingRight, NeedsOwner
from guichet.platforms.fields import Fields, load
from guichet.platforms.http import Answer

REFUSED = "CDON refuses the merchant id or the token. Ask CDON for new ones and enter them."
_CUT_SHORT = "CDON's answer was cut short or is not what was asked for."


def entries_of(answer: Answer) -> list[Fields]:
    """A bare array, whatever its content type says."""
    try:
        value = load(answer.body)
    except ValueError as error:
        raise Busy(_CUT_SHORT) from error
    if not isinstance(value, list):
        raise Busy("CDON's answer is not what was asked for.")
    return [Fields(item, "order") for item in value if isinstance(item, dict)]


def entry_of(answer: Answer) -> Fields:
    """One order."""
    try:
        return Fields.of(load(answer.body), "order")
    except ValueError as error:
        raise Busy(_CUT_SHORT) from error


def orders_trouble(answer: Answer) -> Busy | MissingRight:
    """Messages come by mail and need no token, so a refused one must not stop them."""
    problem = trouble(answer)
    return MissingRight(problem.why, "orders") if isinstance(problem, NeedsOwner) else problem


def trouble(answer: Answer) -> Busy | NeedsOwner:
    """What an answer other than 200 means for reading."""
    if answer.status in (401, 403):
        return NeedsOwner(REFUSED)
    return Busy(f"CDON answered with error {answer.status}.")
