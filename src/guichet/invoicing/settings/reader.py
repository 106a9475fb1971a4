"""Reads JSON field by field and gathers every problem instead of stopping at the first."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, Problem

Choice = TypeVar("Choice", bound=StrEnum)


class Reader:
    """One JSON object; all readers of a form share one list of problems."""

    def __init__(self, data: object, problems: list[Problem], path: str = "") -> None:
        self.problems, self.path = problems, path
        self._data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        self._asked: set[str] = set()
        if not isinstance(data, Mapping):
            self.problem(ErrorCode.INVALID, _("Write an object with its fields here."))

    def problem(self, code: ErrorCode, message: str, name: str = "") -> None:
        """Note one."""
        where = ".".join(part for part in (self.path, name) if part)
        self.problems.append(Problem(code, message, where or None))

    def child(self, name: str) -> "Reader":
        """The object under a name; an empty one where there is none, so that its own fields complain."""
        value = self._take(name)
        return Reader({} if value is None else value, self.problems, self._at(name))

    def children(self, name: str) -> list["Reader"]:
        """The objects of a list."""
        value = self._take(name) or []
        if not isinstance(value, list):
            self.problem(ErrorCode.INVALID, _("Write a list here."), name)
            return []
        return [Reader(one, self.problems, self._at(f"{name}.{i}")) for i, one in enumerate(value)]

    def text(self, name: str, *, needed: bool = False, limit: int = 200) -> str:
        """Trimmed text, without control characters other than line ends."""
        value = self._take(name)
        if value is not None and not isinstance(value, str):
            self.problem(ErrorCode.INVALID, _("Write text here."), name)
            return ""
        text = "".join(c for c in (value or "").strip() if c == "\n" or c.isprintable())
        if needed and not text:
            self.problem(ErrorCode.REQUIRED, _("This field is empty; fill it in."), name)
        if len(text) > limit:
            message = _("At most %(limit)s characters; these are %(length)s.")
            self.problem(ErrorCode.TOO_LONG, message % {"limit": limit, "length": len(text)}, name)
        return text

    def texts(self, name: str, *, needed: bool = False, limit: int = 200) -> tuple[str, ...]:
        """A list of lines; the empty ones are left out."""
        value = self._take(name) or []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.problem(ErrorCode.INVALID, _("Write a list of texts here."), name)
            return ()
        lines = tuple(line for one in value if (line := one.strip()))
        if needed and not lines:
            self.problem(ErrorCode.REQUIRED, _("This field is empty; fill it in."), name)
        if any(len(line) > limit for line in lines):
            message = _("A line has at most %(limit)s characters.")
            self.problem(ErrorCode.TOO_LONG, message % {"limit": limit}, name)
        return lines

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.problem(ErrorCode.INVALID, _("Write true or false here."), name)
        return value is True

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number within bounds."""
        value = self._take(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            message = _("Write a whole number from %(low)s to %(high)s.")
            self.problem(ErrorCode.INVALID, message % {"low": low, "high": high}, name)
            return default
        return value

    def decimal(self, name: str, *, needed: bool, below: int, places: int) -> Decimal | None:
        """A decimal from 0 to `below`, written as text or as a number; None where there is none."""
        value = self._take(name)
        if value is None or value == "":
            if needed:
                self.problem(ErrorCode.REQUIRED, _("This field is empty; fill it in."), name)
            return None
        number = _decimal(value)
        if number is None or not 0 <= number <= below or number != round(number, places):
            message = _("Write a number from 0 to %(below)s with at most %(places)s decimals.")
            self.problem(ErrorCode.INVALID, message % {"below": below, "places": places}, name)
            return None
        return number

    def choice(self, name: str, kind: type[Choice], default: Choice) -> Choice:
        """One word of a closed vocabulary."""
        return self.choice_or_none(name, kind) or default

    def choice_or_none(self, name: str, kind: type[Choice]) -> Choice | None:
        """The same where it may be left out."""
        value = self._take(name)
        if value is None or value == "":
            return None
        if value not in set(kind):
            message = _("Write one of: %(words)s.")
            self.problem(ErrorCode.INVALID, message % {"words": ", ".join(kind)}, name)
            return None
        return kind(value)

    def pairs(self, name: str) -> "Reader":
        """An object whose keys are data, to be read through `names`."""
        return self.child(name)

    def names(self) -> list[str]:
        """The keys of the object."""
        return [str(key) for key in self._data]

    def finish(self) -> None:
        """Complain about fields that nobody asked for: most are misspelt."""
        for name in self._data:
            if name not in self._asked:
                self.problem(
                    ErrorCode.INVALID, _("There is no such field; check how it is spelt."), str(name)
                )

    def _take(self, name: str) -> Any:
        self._asked.add(name)
        return self._data.get(name)

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
