"""One field of the settings form, ready to be drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guichet.web.invoices.given import text_at

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is the path in the settings, the id, and the anchor of its error."""

    name: str
    label: str
    value: str
    error: str = ""
    kind: str = "text"
    hint: str = ""
    options: Options = ()
    rows: int = 2
    is_short: bool = False


class Draw:
    """Draws fields from what is stored or was typed, with the problems that were found."""

    def __init__(self, data: Mapping[str, Any], errors: Mapping[str, str]) -> None:
        self.data, self.errors = data, errors

    def text(
        self, name: str, label: str, hint: str = "", *, kind: str = "text", is_short: bool = False
    ) -> Field:
        """One line."""
        return Field(name, label, self._value(name), self._error(name), kind, hint, is_short=is_short)

    def area(self, name: str, label: str, hint: str = "", rows: int = 2) -> Field:
        """Several lines."""
        return Field(name, label, self._value(name), self._error(name), "area", hint, rows=rows)

    def choice(self, name: str, label: str, options: Options, hint: str = "", *, usual: str = "") -> Field:
        """One of a few."""
        value = self._value(name) or usual
        return Field(name, label, value, self._error(name), "choice", hint, options)

    def flag(self, name: str, label: str, hint: str = "", *, usual: bool = False) -> Field:
        """Yes or no; `usual` is shown while nothing is stored yet."""
        value = self._value(name) if self.data else ("1" if usual else "")
        return Field(name, label, value, self._error(name), "flag", hint)

    def _value(self, name: str) -> str:
        return text_at(self.data, name)

    def _error(self, name: str) -> str:
        return self.errors.get(name, "")
