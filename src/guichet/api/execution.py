"""Executing plain fields without ceremony.

A page of 50 discussions has some 900 fields, and nearly all of them are there already: attributes, or what a
method without arguments answers. For each of them graphql-core makes a path, an info and a dictionary of
arguments, and asks four times whether it must be awaited. Here what is selected becomes a writer once a
request (`guichet.api.writers`), and a list of objects is written in one go. All other fields, and every value
that does not fit its type, go the whole way, so that answers and errors are the same.
"""

from typing import Any, NamedTuple

from graphql import GraphQLObjectType, GraphQLSchema, Undefined
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from guichet.api.kept_steps import kept
from guichet.api.reading import Read, readers
from guichet.api.writers import Write, Writers

SHORT = "guichet.short"


class Step(NamedTuple):
    """A selected field: how its value is had and written, both None where it goes the whole way."""

    name: str
    details: Any
    read: Read | None
    write: Write | None


def note_short(schema: GraphQLSchema) -> None:
    """Keep on the schema, once, which fields can be read without being resolved."""
    kinds = (kind for kind in schema.type_map.values() if isinstance(kind, GraphQLObjectType))
    schema.extensions[SHORT] = {kind.name: readers(kind) for kind in kinds if not kind.name.startswith("__")}


class Execution(StrawberryGraphQLCoreExecutionContext):
    """Strawberry's executor for synchronous resolvers, with a shorter way for what is there already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readers = self.schema.extensions[SHORT]
        self._writers = Writers(readers, self.collect_subfields)
        self._kept = kept.of(self.operation, readers)
        self._steps: dict[tuple[str, int], list[Step]] = {}

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Path | None,
        grouped_field_set: Any,
        position_context: Any,
    ) -> dict[str, Any]:
        """The fields of one object by their response names."""
        results: dict[str, Any] = {}
        for step in self._steps_of(parent_type, grouped_field_set):
            value = _short(step, source_value)
            if value is Undefined:
                own_path = Path(path, step.name, parent_type.name)
                value = self.execute_field(
                    parent_type, source_value, step.details, own_path, position_context
                )
            if value is not Undefined:
                results[step.name] = value
        return results

    def _steps_of(self, kind: GraphQLObjectType, fields: Any) -> list[Step]:
        """Kept for this request: graphql-core gives the same field set for all objects of a list."""
        key = (kind.name, id(fields))
        if key not in self._steps:
            nodes = (kind.name, *(id(one.node) for details in fields.values() for one in details))
            if nodes not in self._kept:
                self._kept[nodes] = [self._step(kind, name, details) for name, details in fields.items()]
            self._steps[key] = self._kept[nodes]
        return self._steps[key]

    def _step(self, kind: GraphQLObjectType, name: str, details: Any) -> Step:
        return Step(name, details, *(self._writers.of_field(kind, details) or (None, None)))


def _short(step: Step, source: Any) -> Any:
    """The value to answer; Undefined where it takes the whole way to have it or to say what is wrong."""
    if step.read is None or step.write is None:
        return Undefined
    try:
        return step.write(step.read(source))
    except Exception:
        return Undefined
