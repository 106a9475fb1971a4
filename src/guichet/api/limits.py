"""How deep and how wide an operation may be, decided before anything is read."""

from collections.abc import Iterator

from graphql import DocumentNode, ExecutionResult, GraphQLError, OperationDefinitionNode
from strawberry.extensions import SchemaExtension

from guichet.api.measure import Measure, measured

MAX_DEPTH = 12
MAX_NODES = 5_000


class Limits(SchemaExtension):
    """Refuses an operation that is valid but asks for too much, or that is not the only one."""

    def on_execute(self) -> Iterator[None]:
        """After validation, so that the document is known to make sense and to have no circles."""
        context = self.execution_context
        document = context.graphql_document
        assert document is not None  # noqa: S101 - nothing is executed before it is parsed
        schema = context.schema._schema  # noqa: SLF001 - strawberry has no public way to graphql-core's
        found = measured(schema, document, context.operation_name, context.variables or {})
        errors = [*self._ambiguity(document), *_overruns(found)]
        if errors:
            context.result = ExecutionResult(data=None, errors=errors)
        yield

    def _ambiguity(self, document: DocumentNode) -> Iterator[GraphQLError]:
        """Strawberry would take the first; the GraphQL specification asks for an error (section 6.1)."""
        operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
        asked = self.execution_context._provided_operation_name  # noqa: SLF001 - the public one guesses
        if len(operations) > 1 and asked is None:
            yield GraphQLError("Say by `operationName` which of the operations to execute.")


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
