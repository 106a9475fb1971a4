"""Frozen dataclasses as JSON and back: papers and settings in our rows, orders in the inbox's.

Money is a decimal string, a moment or a day ISO 8601, bytes are left out.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: object) -> Any:
    """What JSON can hold of a value."""
    if is_dataclass(value):
        return {field.name: encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [encode(one) for one in value]
    if isinstance(value, Mapping):
        return {key: encode(one) for key, one in value.items()}
    return _plain(value)


def decode(kind: type[T], data: Mapping[str, Any]) -> T:
    """A dataclass from its JSON; keys it does not know are left out, those that are missing take defaults.

    KeyError, TypeError, ValueError or ArithmeticError where the JSON was not written by `encode`.
    """
    hints = _hints(cast("Any", kind))
    return kind(**{name: _read(hint, data[name]) for name, hint in hints.items() if name in data})


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, bytes) else value


def _read(hint: Any, value: Any) -> Any:
    hint = _without_none(hint)
    if value is None:
        return None
    if get_origin(hint) in (tuple, list):
        return get_origin(hint)(_read(get_args(hint)[0], one) for one in value)
    if get_origin(hint) is not None:
        _, inner = get_args(hint)
        return {key: _read(inner, one) for key, one in value.items()}
    return decode(cast("type[Any]", hint), value) if is_dataclass(hint) else _scalar(hint, value)


def _scalar(hint: Any, value: Any) -> Any:
    if hint in (datetime, date):
        return hint.fromisoformat(value)
    if hint is Decimal or issubclass(hint, Enum):
        return hint(value)
    return value


def _without_none(hint: Any) -> Any:
    if get_origin(hint) not in (Union, UnionType):
        return hint
    return next(one for one in get_args(hint) if one is not NoneType)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
