"""What one discussion of the data will be, before it is written down."""

from dataclasses import dataclass

DAY = 86_400.0
YEARS = 3
SHORTENING = 1.3


@dataclass(frozen=True, slots=True)
class Plan:
    """The outline of a discussion: when it began, how long it is, what must be found in it."""

    began: float
    length: int | None = None
    name: str | None = None
    subject_word: str | None = None
    word: str | None = None


def moment_of(position: int, count: int, until: float) -> float:
    """When the n-th of `count` discussions begins: three years in order, denser towards the end."""
    age: float = (1 - (position + 0.5) / count) ** SHORTENING
    return until - DAY * (0.1 + 365 * YEARS * age)
