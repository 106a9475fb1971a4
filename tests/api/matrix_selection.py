"""Selects all that a type of the schema gives, so that a field added tomorrow is looked at as well."""

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
)

from guichet.api.schema import schema

SERVED = schema._schema
DEEP = 4
# Lists inside lists count as nodes, and an operation has room for few.
AT_ONCE = "(first: 3)"


def everything(kind: GraphQLNamedType, depth: int = DEEP, above: tuple[str, ...] = ()) -> str:
    """A selection set; empty for a scalar. A type inside itself is not entered again."""
    if isinstance(kind, GraphQLUnionType | GraphQLInterfaceType):
        return "{ __typename }"
    if not isinstance(kind, GraphQLObjectType):
        return ""
    parts = [_part(name, field, depth, (*above, kind.name)) for name, field in kind.fields.items()]
    return "{ " + " ".join(part for part in parts if part) + " }"


def _part(name: str, field: GraphQLField, depth: int, above: tuple[str, ...]) -> str:
    if any(isinstance(argument.type, GraphQLNonNull) and argument.default_value is None
           for argument in field.args.values()):  # fmt: skip
        return ""
    kind = get_named_type(field.type)
    given = AT_ONCE if "first" in field.args else ""
    if not isinstance(kind, GraphQLObjectType):
        return "" if isinstance(kind, GraphQLUnionType | GraphQLInterfaceType) else f"{name}{given}"
    if depth == 0 or kind.name in above:
        return ""
    return f"{name}{given} {everything(kind, depth - 1, above)}"


def fields_of(root: str) -> dict[str, GraphQLField]:
    """The queries or the mutations."""
    kind = SERVED.type_map[root]
    assert isinstance(kind, GraphQLObjectType)
    found: dict[str, GraphQLField] = kind.fields
    return found


def types_with_ids() -> list[GraphQLObjectType]:
    """What `node` finds again."""
    node = SERVED.type_map["Node"]
    assert isinstance(node, GraphQLInterfaceType)
    return list(SERVED.get_possible_types(node))
