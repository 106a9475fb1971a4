"""How deep an operation is, and how many nodes it may give at most."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

# What lists that are not paged are taken for.
LIST_SIZES = {
    "Viewer.stores": 10,
    "Store.channels": 10,
    "Query.channels": 10,
    "Query.marketplaces": 200,
    "Query.views": 20,
    "Query.tokens": 20,
    "ApiToken.stores": 10,
    "Query.webhooks": 20,
    "Query.mailsAside": 200,
    "Query.unreadables": 50,
}
# What is changed by its ids is given back row by row.
IDS, CHANGED = "discussionIds", "DiscussionsPayload.discussions"
# Every field of the root costs at least a query of the database.
ROOT_FIELD = 20


@dataclass(frozen=True, slots=True)
class Measure:
    """Levels of fields, and estimated nodes: of nested lists only the product counts."""

    depth: int = 0
    nodes: int = 0


def measured(
    schema: GraphQLSchema, document: DocumentNode, operation_name: str | None, variables: Mapping[str, Any]
) -> Measure:
    """The measure of the operation to be executed; the document must be valid."""
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    named = [o for o in operations if operation_name in (None, o.name.value if o.name else None)]
    if not named:
        return Measure()
    operation = named[0]
    root = schema.get_root_type(operation.operation)
    rule = _Rule(schema, document, _values(operation, variables))
    return rule.of_selection(operation.selection_set, root) if root else Measure()


def _values(operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers among the variables, with their defaults."""
    defaults = {
        d.variable.name.value: int(d.default_value.value)
        for d in operation.variable_definitions or ()
        if isinstance(d.default_value, IntValueNode)
    }
    return defaults | dict(variables)


class _Rule:
    """Walks an operation once, each fragment once."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        self.schema = schema
        self.variables = variables
        self.fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self.known: dict[str, Measure] = {}
        self.changed = max((self._ids(a) for a in _arguments(document) if a.name.value == IDS), default=1)

    def of_selection(self, selections: SelectionSetNode, parent: GraphQLObjectType | Any) -> Measure:
        """Siblings add up their nodes."""
        found = [self._of_one(selection, parent) for selection in selections.selections]
        return Measure(max(m.depth for m in found), sum(m.nodes for m in found))

    def _of_one(self, selection: object, parent: Any) -> Measure:
        if isinstance(selection, FieldNode):
            return self._of_field(selection, parent)
        if isinstance(selection, FragmentSpreadNode):
            return self._of_fragment(self.fragments[selection.name.value])
        assert isinstance(selection, InlineFragmentNode)  # noqa: S101 - there is no fourth kind
        condition = selection.type_condition
        inner = self.schema.type_map[condition.name.value] if condition else parent
        return self.of_selection(selection.selection_set, inner)

    def _of_fragment(self, fragment: FragmentDefinitionNode) -> Measure:
        name = fragment.name.value
        if name not in self.known:
            on = self.schema.type_map[fragment.type_condition.name.value]
            self.known[name] = self.of_selection(fragment.selection_set, on)
        return self.known[name]

    def _of_field(self, field: FieldNode, parent: Any) -> Measure:
        name = field.name.value
        if name.startswith("__"):
            return Measure()
        inner = Measure()
        if field.selection_set:
            inner = self.of_selection(field.selection_set, get_named_type(parent.fields[name].type))
        size = self._size(field, parent)
        nodes = size * max(inner.nodes, 1) if size else inner.nodes
        at_least = ROOT_FIELD if parent in self._roots() else 0
        return Measure(inner.depth + 1, max(nodes, at_least))

    def _roots(self) -> tuple[object, object]:
        return (self.schema.query_type, self.schema.mutation_type)

    def _size(self, field: FieldNode, parent: Any) -> int:
        """How many rows the field gives; 0 for one that gives no list of nodes."""
        argument = parent.fields[field.name.value].args.get("first")
        if argument is None:
            name = f"{parent.name}.{field.name.value}"
            return self.changed if name == CHANGED else LIST_SIZES.get(name, 0)
        given = next((a.value for a in field.arguments or () if a.name.value == "first"), None)
        value: object = argument.default_value
        if isinstance(given, IntValueNode):
            value = int(given.value)
        elif isinstance(given, VariableNode):
            value = self.variables.get(given.name.value)
        return max(value, 1) if isinstance(value, int) else int(argument.default_value)

    def _ids(self, argument: ArgumentNode) -> int:
        """How many ids are given; the most of any mutation counts for all."""
        if isinstance(argument.value, ListValueNode):
            return len(argument.value.values)
        given = (
            self.variables.get(argument.value.name.value)
            if isinstance(argument.value, VariableNode)
            else None
        )
        return len(given) if isinstance(given, list) else 1


def _arguments(document: DocumentNode) -> Iterator[ArgumentNode]:
    """Of the outermost fields of all operations and fragments."""
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            yield from _outermost(definition.selection_set)


def _outermost(selections: SelectionSetNode) -> Iterator[ArgumentNode]:
    for one in selections.selections:
        if isinstance(one, FieldNode):
            yield from one.arguments or ()
        elif isinstance(one, InlineFragmentNode):
            yield from _outermost(one.selection_set)
