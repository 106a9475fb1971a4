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
# The response name, and the type whose values are answered as they are, without a call.
Step: TypeAlias = tuple[str, Read, type | None, Write]

TYPE_NAME = "__typename"
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
        nothing: Write = _nothing
        if isinstance(kind, GraphQLNonNull):
            kind, nothing = kind.of_type, _does_not_fit
        if isinstance(kind, GraphQLList):
            write = self._of_type(kind.of_type, details)
            return None if write is None else _listed(write, nothing)
        if isinstance(kind, GraphQLEnumType | GraphQLScalarType):
            return _leaf(kind, nothing)
        return self._of_object(kind, details, nothing) if isinstance(kind, GraphQLObjectType) else None

    def _of_object(self, kind: GraphQLObjectType, details: Any, nothing: Write) -> Write | None:
        selected, deferred, *_ = self._collect(kind, details)
        fields = {name: self.of_field(kind, own) for name, own in selected.items()}
        if deferred or None in fields.values():
            return None
        definition = kind.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        if not isinstance(definition, StrawberryObjectDefinition):
            return None
        steps = [
            (name, field[0], _plain(kind, selected[name]), field[1])
            for name, field in fields.items()
            if field is not None
        ]
        return _objects(definition.origin, steps, nothing)


def _plain(kind: GraphQLObjectType, details: Any) -> type | None:
    """The type of a field whose values need no writing."""
    field = kind.fields.get(details[0].node.name.value)
    named = field.type.of_type if field and isinstance(field.type, GraphQLNonNull) else field and field.type
    return PLAIN.get(named) if isinstance(named, GraphQLScalarType) else None


def _objects(origin: type, steps: list[Step], nothing: Write) -> Write:
    def write(source: Any) -> Any:
        if type(source) is not origin:
            return nothing(source)
        return {
            name: value if type(value := read(source)) is plain else write_it(value)
            for name, read, plain, write_it in steps
        }

    return write


def _listed(write: Write, nothing: Write) -> Write:
    def write_all(items: Any) -> Any:
        return [write(item) for item in items] if type(items) is list else nothing(items)

    return write_all


def _leaf(kind: GraphQLEnumType | GraphQLScalarType, nothing: Write) -> Write:
    if isinstance(kind, CustomGraphQLEnumType):
        return _choice(kind, nothing)
    coerce = kind.coerce_output_value

    def write(value: Any) -> Any:
        if value is None:
            return nothing(value)
        written = coerce(value)
        if written is None:
            raise DoesNotFitError
        return written

    return write


def _choice(kind: CustomGraphQLEnumType, nothing: Write) -> Write:
    wrapped: Any = kind.wrapped_cls
    members: Iterable[Enum] = wrapped
    names: dict[object, str | None] = {member: kind.coerce_output_value(member) for member in members}

    def write(value: Any) -> Any:
        return names[value] if type(value) is wrapped else nothing(value)

    return write


def _does_not_fit(_: Any) -> None:
    raise DoesNotFitError


def _nothing(value: Any) -> None:
    """None stands for itself; DoesNotFitError for all else."""
    if value is not None:
        raise DoesNotFitError


def _as_it_is(value: Any) -> Any:
    return value
