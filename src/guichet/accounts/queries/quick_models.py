"""Rows of models by prepared statements (`quick`).

Django writes the SQL of a query set anew each time, which takes longer than asking it; a page that is opened
asks for half a dozen single rows.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Model

from guichet.accounts.queries.quick import Params, quick

M = TypeVar("M", bound=Model)
N = TypeVar("N", bound=Model)


class _Shape(NamedTuple):
    """A model's columns in its own order, and what Django makes of some of them."""

    columns: str
    table: str
    names: tuple[str, ...]
    converters: tuple[tuple[int, Callable[..., Any]], ...]


def quick_models(model: type[M], where: str, params: Params) -> list[M]:
    """The rows `t` that WHERE lets through, whole; "t.id = %s ORDER BY t.id" may be such a condition."""
    shape = _shape(model, "t")
    rows = quick(f"SELECT {shape.columns} FROM {shape.table} WHERE {where}", params)  # noqa: S608 - names of ours
    return [_made(model, shape, row) for row in rows]


def quick_pairs(model: type[M], other: type[N], where: str, params: Params) -> list[tuple[M, N]]:
    """The rows `t` of the one with the rows `o` of the other, joined by WHERE."""
    one, two = _shape(model, "t"), _shape(other, "o")
    asked = f"SELECT {one.columns}, {two.columns} FROM {one.table}, {two.table} WHERE {where}"  # noqa: S608
    width = len(one.names)
    return [(_made(model, one, row[:width]), _made(other, two, row[width:])) for row in quick(asked, params)]


def _made(model: type[M], shape: _Shape, row: tuple[Any, ...]) -> M:
    values = list(row)
    for place, convert in shape.converters:
        values[place] = convert(values[place], None, connection)
    return model.from_db("default", shape.names, values)


@cache
def _shape(model: type[Model], alias: str) -> _Shape:
    meta = model._meta  # noqa: SLF001 - Django's documented way to the fields of a model
    fields = meta.concrete_fields
    columns = ", ".join(f"{alias}.{field.column}" for field in fields)
    converters = tuple(
        (place, convert)
        for place, field in enumerate(fields)
        for convert in field.get_db_converters(connection)
    )
    return _Shape(columns, f"{meta.db_table} {alias}", tuple(field.attname for field in fields), converters)
