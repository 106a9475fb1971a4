"""How deep, how broad and how dear an operation may be, decided before anything is read."""

from collections.abc import Iterator
from typing import Any

from graphql import DocumentNode, ExecutionResult, GraphQLError, OperationDefinitionNode
from strawberry.extensions import SchemaExtension

from guichet.api.bounds import MAX_DEPTH, MAX_NODES
from guichet.api.http_refusal import HttpRefusalError
from guichet.api.measure import Measure
from guichet.api.measured import Measured, measured_once


class Limits(SchemaExtension):
    """Refuses an operation that is valid but asks for too much, or that is not the only one."""

    def on_execute(self) -> Iterator[None]:
        """After validation, so that the document is known to make sense and to have no circles."""
        context = self.execution_context
        document = context.graphql_document
        assert document is not None  # noqa: S101 - nothing is executed before it is parsed
        schema = context.schema._schema  # noqa: SLF001 - strawberry has no public way to graphql-core's
        text, variables = context.query or "", context.variables or {}
        found = measured_once(schema, document, text, context.operation_name, variables)
        errors = [*self._ambiguity(document), *found.too_broad, *_overruns(found.cost)]
        if errors:
            context.context.meter.cost = found.cost
        else:
            errors = self._counted(found)
        if errors:
            context.result = ExecutionResult(data=None, errors=errors)
        yield

    def get_results(self) -> dict[str, Any]:
        """The cost, in the answer's `extensions`."""
        told: dict[str, Any] = self.execution_context.context.meter.told()
        return told

    def _counted(self, found: Measured) -> list[GraphQLError]:
        """Strawberry would make an error of any exception here, so that the view raises this one."""
        meter = self.execution_context.context.meter
        try:
            meter.begin(found.cost)
        except HttpRefusalError as refusal:
            meter.refusal = refusal
            return [GraphQLError(refusal.message)]
        return []

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
