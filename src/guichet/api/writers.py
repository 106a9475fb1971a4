"""From what a field holds to what is answered, made once for all objects of a list."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any, TypeAlias

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLString,
)
from strawberry.schema.schema_converter import CustomGraphQLEnumType, GraphQLCoreConverter
from strawberry.types.base import StrawberryObjectDefinition

from guichet.api.reading import Read

Write: TypeAlias = Callable[[Any], Any]
Field: TypeAlias = tuple[Read, Write]

TYPE_NAME = "__typename"
# What these hold is answered as it is, without a call.
PLAIN: Mapping[GraphQLScalarType, type] = {GraphQLString: str, GraphQLBoolean: bool}


class DoesNotFitError(Exception):
    """A value that only the whole way can explain: graphql-core's own error says what is wrong."""


class Writers:
    """The writers of one request: what is selected, with its variables, is the same throughout."""

    def __init__(self, readers: Mapping[str, Mapping[str, Read]], collect: Callable[..., Any]) -> None:
        self._readers = readers
        self._collect = collect

    def of_field(self, kind: GraphQLObjectType, details: Any) -> Field | None:
        """How a selected field is read and written; None where it, or a part of it, needs the whole way."""
        name = details[0].node.name.value
        if name == TYPE_NAME:
            return (lambda _: kind.name), _as_it_is
        read = self._readers.get(kind.name, {}).get(name)
        if read is None:
            return None
        write = self._of_type(kind.fields[name].type, details)
        return None if write is None else (read, write)

    def _of_type(self, kind: Any, details: Any) -> Write | None:
        if isinstance(kind, GraphQLNonNull):
            write = self._of_type(kind.of_type, details)
            return None if write is None else _required(write)
        if isinstance(kind, GraphQLList):
            write = self._of_type(kind.of_type, details)
            return None if write is None else _listed(write)
        if isinstance(kind, GraphQLEnumType | GraphQLScalarType):
            return _leaf(kind)
        return self._of_object(kind, details) if isinstance(kind, GraphQLObjectType) else None

    def _of_object(self, kind: GraphQLObjectType, details: Any) -> Write | None:
        selected, deferred, *_ = self._collect(kind, details)
        fields = {name: self.of_field(kind, own) for name, own in selected.items()}
        if deferred or None in fields.values():
            return None
        definition = kind.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        if not isinstance(definition, StrawberryObjectDefinition):
            return None
        steps = [(name, *field) for name, field in fields.items() if field is not None]
        return _objects(definition.origin, steps)


def _objects(origin: type, steps: list[tuple[str, Read, Write]]) -> Write:
    def write(source: Any) -> Any:
        if type(source) is not origin:
            return _nothing(source)
        return {name: write(read(source)) for name, read, write in steps}

    return write


def _listed(write: Write) -> Write:
    def write_all(items: Any) -> Any:
        return [write(item) for item in items] if type(items) is list else _nothing(items)

    return write_all


def _required(write: Write) -> Write:
    def write_it(value: Any) -> Any:
        written = write(value)
        if written is None:
            raise DoesNotFitError
        return written

    return write_it


def _leaf(kind: GraphQLEnumType | GraphQLScalarType) -> Write:
    if isinstance(kind, CustomGraphQLEnumType):
        return _choice(kind)
    plain = PLAIN.get(kind) if isinstance(kind, GraphQLScalarType) else None
    coerce = kind.coerce_output_value

    def write(value: Any) -> Any:
        if value is None or type(value) is plain:
            return value
        written = coerce(value)
        if written is None:
            raise DoesNotFitError
        return written

    return write


def _choice(kind: CustomGraphQLEnumType) -> Write:
    members: Iterable[Enum] = kind.wrapped_cls
    names: dict[object, str | None] = {member: kind.coerce_output_value(member) for member in members}
    names[None] = None

    def write(value: Any) -> Any:
        if value is not None and not isinstance(value, kind.wrapped_cls):
            raise DoesNotFitError
        return names[value]

    return write


def _nothing(value: Any) -> None:
    """None stands for itself; DoesNotFitError for all else."""
    if value is not None:
        raise DoesNotFitError


def _as_it_is(value: Any) -> Any:
    return value
