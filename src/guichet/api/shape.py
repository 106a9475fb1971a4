"""How broad a document is, whatever its variables say: fields, aliases, directives, mutations."""

from collections.abc import Iterator
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
)

from guichet.api.bounds import MAX_ALIASES, MAX_DIRECTIVES, MAX_FIELDS, MAX_MUTATIONS


@dataclass(frozen=True, slots=True)
class Shape:
    """Counts, every fragment wherever it is spread; `roots` are the fields of the operation itself."""

    fields: int = 0
    aliases: int = 0
    directives: int = 0
    roots: int = 0

    def __add__(self, other: "Shape") -> "Shape":
        """Both together."""
        return Shape(
            self.fields + other.fields, self.aliases + other.aliases, self.directives + other.directives,
            self.roots + other.roots,
        )  # fmt: skip


def shape_of(document: DocumentNode, operation: OperationDefinitionNode) -> Shape:
    """Of a valid document, whose fragments have no circles: each is walked once, and added where spread."""
    return _Counting(document).of(operation, is_root=True)


def too_broad(shape: Shape, operation: OperationType) -> Iterator[GraphQLError]:
    """Every bound that is crossed, in a sentence."""
    bounds = [
        (shape.fields, MAX_FIELDS, "fields", "TOO_BROAD"),
        (shape.aliases, MAX_ALIASES, "aliases", "TOO_MANY_ALIASES"),
        (shape.directives, MAX_DIRECTIVES, "directives", "TOO_MANY_DIRECTIVES"),
    ]
    if operation is OperationType.MUTATION:
        bounds.append((shape.roots, MAX_MUTATIONS, "mutations", "TOO_MANY_MUTATIONS"))
    for count, most, noun, code in bounds:
        if count > most:
            message = f"There are {_said(count)} {noun}, at most {most} are answered: send several requests."
            yield GraphQLError(message, extensions={"code": code})


def _said(count: int) -> str:
    """Doubling fragments reach numbers that nobody reads."""
    return str(count) if count < 1_000_000 else "millions of"


class _Counting:
    """Walks each definition once."""

    def __init__(self, document: DocumentNode) -> None:
        self.fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self.known: dict[tuple[str, bool], Shape] = {}

    def of(self, node: object, *, is_root: bool) -> Shape:
        selections = getattr(node, "selection_set", None)
        found = Shape(directives=len(getattr(node, "directives", None) or ()))
        for selection in selections.selections if selections else ():
            found += self._of_one(selection, is_root=is_root)
        return found

    def _of_one(self, selection: SelectionNode, *, is_root: bool) -> Shape:
        if isinstance(selection, FieldNode):
            own = Shape(fields=1, aliases=int(selection.alias is not None), roots=int(is_root))
            return own + self.of(selection, is_root=False)
        if isinstance(selection, FragmentSpreadNode):
            spread = Shape(directives=len(selection.directives or ()))
            return spread + self._of_fragment(selection.name.value, is_root=is_root)
        return self.of(selection, is_root=is_root)

    def _of_fragment(self, name: str, *, is_root: bool) -> Shape:
        key = (name, is_root)
        if key not in self.known:
            self.known[key] = self.of(self.fragments[name], is_root=is_root)
        return self.known[key]
