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


class _Shape(NamedTuple):
    """A model's columns in its own order, and what Django makes of some of them."""

    select: str
    names: tuple[str, ...]
    converters: tuple[tuple[int, Callable[..., Any]], ...]


def quick_models(model: type[M], where: str, params: Params) -> list[M]:
    """The rows `t` that WHERE lets through, whole; "t.id = %s ORDER BY t.id" may be such a condition."""
    shape = _shape(model)
    return [_made(model, shape, row) for row in quick(f"{shape.select} WHERE {where}", params)]


def _made(model: type[M], shape: _Shape, row: tuple[Any, ...]) -> M:
    values = list(row)
    for place, convert in shape.converters:
        values[place] = convert(values[place], None, connection)
    return model.from_db("default", shape.names, values)


@cache
def _shape(model: type[Model]) -> _Shape:
    meta = model._meta  # noqa: SLF001 - Django's documented way to the fields of a model
    fields = meta.concrete_fields
    columns = ", ".join(f"t.{field.column}" for field in fields)
    converters = tuple(
        (place, convert)
        for place, field in enumerate(fields)
        for convert in field.get_db_converters(connection)
    )
    names = tuple(field.attname for field in fields)
    return _Shape(f"SELECT {columns} FROM {meta.db_table} t", names, converters)  # noqa: S608 - names of ours
