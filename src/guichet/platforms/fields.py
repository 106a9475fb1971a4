"""Reads loosely kept JSON: marketplaces leave fields out, send null, or send another type than agreed.

Absent, null, empty and of an unexpected type are one and the same, except where a field is required.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from guichet.platforms.text.tidy import clean

_NOT_STORABLE = re.compile(r"[\x00\ud800-\udfff]")


class FieldError(ValueError):
    """A required field is missing or not what it should be; the sentence names it, never its value."""


def load(body: bytes) -> object:
    """JSON with exact decimals; ValueError for anything else, however deep or long its numbers are."""
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_refused)
    except RecursionError:
        raise ValueError("nested too deep") from None


def dump(value: object) -> bytes:
    """JSON again from what `load` gave, in plain ASCII."""
    return json.dumps(value, default=str).encode("ascii")


def _refused(word: str) -> object:
    raise ValueError(f"{word} is not JSON")


@dataclass(frozen=True, slots=True)
class Fields:
    """One JSON object, read field by field; `place` is where it stood, for error sentences."""

    values: Mapping[str, object] = field(repr=False)
    place: str = ""

    @classmethod
    def of(cls, value: object, place: str) -> "Fields":
        """The fields of a JSON object; FieldError for any other JSON value."""
        if not isinstance(value, dict):
            raise FieldError(f"{place} is not an object")
        return cls(value, place)

    def text(self, name: str) -> str | None:
        """Text as sent, without what no database takes; numbers count as text, since ids come as either."""
        value = self.values.get(name)
        if isinstance(value, str):
            return (value if value.isprintable() else _NOT_STORABLE.sub("", value)) or None
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else None

    def words(self, name: str) -> str | None:
        """Text for people, on one line and without invisible characters."""
        value = self.text(name)
        return " ".join(clean(value).split()) or None if value else None

    def required(self, name: str) -> str:
        """Text that must be there."""
        value = self.text(name)
        if value is None:
            raise FieldError(f"{self.place}.{name} is missing")
        return value

    def moment(self, name: str) -> datetime | None:
        """An ISO 8601 moment, in UTC; without an offset it is taken as UTC."""
        value = self.text(name)
        try:
            when = datetime.fromisoformat(value) if value else None
            return None if when is None else _in_utc(when)
        except (ValueError, OverflowError):
            return None

    def money(self, name: str) -> Decimal | None:
        """An exact number, also where it is sent as text."""
        value = self.values.get(name)
        if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
            return None
        try:
            number = Decimal(value)
        except InvalidOperation:
            return None
        return number if number.is_finite() and abs(number.adjusted()) <= _MOST_DIGITS else None

    def whole(self, name: str) -> int | None:
        """A whole number."""
        number = self.money(name)
        return int(number) if number is not None and number == number.to_integral_value() else None

    def flag(self, name: str) -> bool:
        """Whether a field is true."""
        return self.values.get(name) is True

    def child(self, name: str) -> "Fields":
        """The object inside a field; an empty one where there is none."""
        value = self.values.get(name)
        return Fields(value if isinstance(value, dict) else {}, f"{self.place}.{name}")

    def children(self, name: str) -> list["Fields"]:
        """The objects of a list; anything else in it is left out."""
        value = self.values.get(name)
        items = value if isinstance(value, list) else []
        return [Fields(item, f"{self.place}.{name}") for item in items if isinstance(item, dict)]


_MOST_DIGITS = 18


def _in_utc(when: datetime) -> datetime:
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
