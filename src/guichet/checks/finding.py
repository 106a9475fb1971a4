"""What a check found, in a sentence that says what to mend."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """MEND is wrong now and fails the doctor; ADVICE works, and could be better or may be meant so."""

    FINE = "fine"
    ADVICE = "advice"
    MEND = "mend"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor; `check` names the matter in a word for machines."""

    check: str
    level: Level
    sentence: str


def fine(check: str, sentence: str) -> Finding:
    """Looked at and in order."""
    return Finding(check, Level.FINE, sentence)


def advise(check: str, sentence: str) -> Finding:
    """Nothing is broken."""
    return Finding(check, Level.ADVICE, sentence)


def mend(check: str, sentence: str) -> Finding:
    """Somebody has to act."""
    return Finding(check, Level.MEND, sentence)
