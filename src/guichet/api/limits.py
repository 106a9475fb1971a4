"""How deep and how wide an operation may be, decided before anything is read."""

from collections.abc import Iterator

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension

from guichet.api.measure import Measure, measured

MAX_DEPTH = 12
MAX_NODES = 5_000


class Limits(SchemaExtension):
    """Refuses an operation that is valid but asks for too much."""

    def on_validate(self) -> Iterator[None]:
        """After validation, so that the document is known to make sense and to have no circles."""
        yield
        context = self.execution_context
        document = context.graphql_document
        if document is None or context.pre_execution_errors:
            return
        schema = context.schema._schema  # noqa: SLF001 - strawberry gives no other way to graphql-core's
        found = measured(schema, document, context.operation_name, context.variables or {})
        context.pre_execution_errors = list(_overruns(found)) or None


def _overruns(found: Measure) -> Iterator[GraphQLError]:
    if found.depth > MAX_DEPTH:
        message = f"The query is {found.depth} levels deep; at most {MAX_DEPTH} are answered."
        yield GraphQLError(message, extensions={"code": "TOO_DEEP"})
    if found.nodes > MAX_NODES:
        message = (
            f"The query may give {found.nodes} nodes and at most {MAX_NODES} are answered: "
            "ask for fewer by `first`, or in several requests."
        )
        yield GraphQLError(message, extensions={"code": "TOO_MANY_NODES"})
