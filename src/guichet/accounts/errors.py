"""What the caller can put right. Faces turn it into their own words; nothing was changed."""

from dataclasses import dataclass
from enum import StrEnum


class ErrorCode(StrEnum):
    """The codes of the contract."""

    INVALID = "INVALID"
    REQUIRED = "REQUIRED"
    NOT_FOUND = "NOT_FOUND"
    FORBIDDEN = "FORBIDDEN"
    CONFLICT = "CONFLICT"
    TOO_LARGE = "TOO_LARGE"
    TOO_LONG = "TOO_LONG"
    UNSUPPORTED = "UNSUPPORTED"
    CREDENTIALS_REFUSED = "CREDENTIALS_REFUSED"
    UNREACHABLE = "UNREACHABLE"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right; `field` is the input field at fault, dotted, None where it is the whole."""

    code: ErrorCode
    message: str
    field: str | None = None


class RefusalError(Exception):
    """An action that was not done, with every reason found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(p.message for p in problems))
        self.problems = problems


def refuse(code: ErrorCode, message: str, field: str | None = None) -> RefusalError:
    """A refusal for one reason: `raise refuse(...)`."""
    return RefusalError(Problem(code, message, field))
