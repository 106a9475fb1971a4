"""Operations made from the served schema, with ids that exist somewhere and values that are near the mark.

hypothesis-graphql knows the types; it does not know which ids there are, that `first` ends at 100, or what a
time looks like. So each value that it makes for these is exchanged, often, for one that gets further.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLInputType,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    parse,
    print_ast,
    visit,
)
from hypothesis import strategies as st
from hypothesis_graphql import mutations, nodes, queries

from tests.api.matrix_selection import SERVED, everything, fields_of

NASTY = [
    "",
    "x",
    "\x00",
    "\x1b[31m",
    "'; DROP TABLE person; --",
    "%",
    "\\",
    "../../etc/passwd",
    "{{7*7}}",
    "é́",
    "\u202e",
]
TIMES = [
    "2026-03-01T00:00:00Z", "2026-12-01T00:00:00+01:00", "0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59Z", "2026-03-01", "2026-02-30T00:00:00Z", "now",
    "20260301T000000Z",
]  # fmt: skip
DAYS = ["2026-03-01", "0001-01-01", "9999-12-31", "2026-02-30", "1"]
AMOUNTS = [
    "0",
    "12.30",
    "-1",
    "NaN",
    "Infinity",
    "-0",
    "1E+9999",
    "1e-9999",
    "9" * 400,
    "0." + "0" * 400 + "1",
    "x",
]
NUMBERS = [0, 1, 2, 3, 5, 100, 101, -1, 2**31 - 1, -(2**31)]


def _strings(values: Sequence[str]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values).map(nodes.String)


SCALARS: Mapping[str, st.SearchStrategy[Any]] = {
    "DateTime": _strings(TIMES), "Date": _strings(DAYS), "Decimal": _strings(AMOUNTS),
    "Upload": _strings(["x"]),
}  # fmt: skip


def operations(root: str, name: str, ids: Sequence[str]) -> st.SearchStrategy[str]:
    """Texts that ask for one field of the root, each valid by the schema."""
    make = queries if root == "Query" else mutations
    made = make(SERVED, fields=[name], custom_scalars=dict(SCALARS), print_ast=print_ast)
    return st.builds(_nearer, made, st.integers(0, 2**32), st.just(tuple(ids)))


def names(root: str) -> list[str]:
    """The fields of a root."""
    return sorted(fields_of(root))


def _nearer(text: str, seed: int, ids: Sequence[str]) -> str:
    types, dice = TypeInfo(SERVED), Random(seed)
    changed = visit(parse(text), TypeInfoVisitor(types, _Exchange(types, dice, ids)))
    return print_ast(_whole(changed) if dice.random() < 0.4 else changed)


def _whole(document: DocumentNode) -> DocumentNode:
    """The same call with all that its answer gives, as far as a few levels."""
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    root = "Query" if operation.operation is OperationType.QUERY else "Mutation"
    calls = [f for f in operation.selection_set.selections if isinstance(f, FieldNode)]
    asked = " ".join(
        f"{_call(f)} {everything(get_named_type(fields_of(root)[f.name.value].type), 3)}" for f in calls
    )
    return parse(f"{operation.operation.value} {{ {asked} }}")


def _call(field: FieldNode) -> str:
    given = ", ".join(print_ast(one) for one in field.arguments or ())
    alias = f"{field.alias.value}: " if field.alias else ""
    return f"{alias}{field.name.value}({given})" if given else f"{alias}{field.name.value}"


class _Exchange(Visitor):
    """Puts known ids, short lengths and nasty texts where any would do."""

    def __init__(self, types: TypeInfo, dice: Random, ids: Sequence[str]) -> None:
        super().__init__()
        self.types, self.dice, self.ids = types, dice, ids

    def _is(self, name: str) -> bool:
        kind: GraphQLInputType | None = self.types.get_input_type()
        return kind is not None and get_named_type(kind).name == name

    def enter_string_value(self, node: StringValueNode, *_: Any) -> StringValueNode | None:
        """An id that exists somewhere, mostly."""
        if self._is("ID") and self.dice.random() < 0.9:
            return StringValueNode(value=self.dice.choice(self.ids))
        if self._is("String") and self.dice.random() < 0.5:
            return StringValueNode(value=self.dice.choice(NASTY))
        return None

    def enter_int_value(self, node: IntValueNode, *_: Any) -> IntValueNode | StringValueNode | None:
        """A length that is answered, mostly; an ID may be written as a number."""
        if self._is("ID"):
            return StringValueNode(value=self.dice.choice(self.ids))
        if self.dice.random() < 0.9:
            argument = self.types.get_argument()
            low = argument is not None and self.dice.random() < 0.8
            return IntValueNode(value=str(self.dice.choice(NUMBERS[1:4] if low else NUMBERS)))
        return None
