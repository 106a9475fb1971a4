"""What a document costs, worked out once for each text and each set of numbers that it is sent with."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode

from guichet.api.cache import KEPT, LARGEST_KEPT
from guichet.api.measure import Measure, measured
from guichet.api.shape import shape_of, too_broad

# A document may come with several sizes of page.
MOST_KEPT = 4 * KEPT
MOST_NUMBERS = 10

Key = tuple[str, str | None, tuple[tuple[str, int | None], ...]]


@dataclass(frozen=True, slots=True)
class Measured:
    """The estimated cost, and a sentence for every bound of breadth that is crossed."""

    cost: Measure
    too_broad: tuple[GraphQLError, ...]


_kept: OrderedDict[Key, Measured] = OrderedDict()
_lock = Lock()


def measured_once(
    schema: GraphQLSchema,
    document: DocumentNode,
    text: str,
    operation_name: str | None,
    variables: Mapping[str, Any],
) -> Measured:
    """Both measures of the operation to be executed; the document must be valid."""
    # Only numbers and the lengths of lists change a measure, and null where a number might stand.
    numbers = tuple(
        (name, len(value) if isinstance(value, list) else value)
        for name, value in variables.items()
        if value is None or isinstance(value, int | list)
    )
    key = (text, operation_name, numbers)
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found
    found = _measured(schema, document, operation_name, variables)
    if len(text) <= LARGEST_KEPT and len(numbers) <= MOST_NUMBERS:
        _keep(key, found)
    return found


def _measured(
    schema: GraphQLSchema, document: DocumentNode, operation_name: str | None, variables: Mapping[str, Any]
) -> Measured:
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    named = [o for o in operations if operation_name in (None, o.name.value if o.name else None)]
    cost = measured(schema, document, operation_name, variables)
    broad = too_broad(shape_of(document, named[0]), named[0].operation) if named else ()
    return Measured(cost, tuple(broad))


def _keep(key: Key, found: Measured) -> None:
    with _lock:
        _kept[key] = found
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
