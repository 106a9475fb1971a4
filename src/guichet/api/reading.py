"""Which fields are there already: attributes, and methods that need nothing but their object."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, cast

from graphql import GraphQLField, GraphQLObjectType
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

Read = Callable[[Any], Any]


def readers(kind: GraphQLObjectType) -> Mapping[str, Read]:
    """How each such field of a type is read, by its name in the schema."""
    found = {name: _reader(field) for name, field in kind.fields.items()}
    return {name: read for name, read in found.items() if read is not None}


def _reader(field: GraphQLField) -> Read | None:
    definition = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if not isinstance(definition, StrawberryField):
        return None
    if definition.is_basic_field:
        return attrgetter(str(definition.python_name))
    resolver = definition.base_resolver
    if resolver is None or definition.extensions or not _needs_only_its_object(resolver):
        return None
    return cast("Read", resolver.wrapped_func)


def _needs_only_its_object(resolver: StrawberryResolver[Any]) -> bool:
    """Neither arguments nor the info, which only the executor can make; and nothing to be awaited."""
    others = (resolver.info_parameter, resolver.root_parameter, resolver.parent_parameter)
    has_others = any(parameter is not None for parameter in others) or bool(resolver.arguments)
    return resolver.self_parameter is not None and not has_others and not resolver.is_async
