"""What was worked out for an operation, kept for the next request that sends the same text."""

from collections import OrderedDict
from threading import Lock
from typing import Any

from graphql import OperationDefinitionNode

from guichet.api.cache import KEPT, LARGEST_KEPT

Steps = dict[tuple[object, ...], Any]


class KeptSteps:
    """By the parsed operation, which the parser's cache gives again; those not asked for so long go first."""

    def __init__(self) -> None:
        # The operation is held, so that no other can be found by its id.
        self._steps: OrderedDict[tuple[int, int], tuple[object, object, Steps]] = OrderedDict()
        self._lock = Lock()

    def of(self, operation: OperationDefinitionNode, readers: object) -> Steps:
        """Empty at first; kept only where what is selected hangs on no variable, as directives make it."""
        text = operation.loc.source.body if operation.loc else "@"
        if "@" in text or len(text) > LARGEST_KEPT:
            return {}
        key = (id(operation), id(readers))
        with self._lock:
            _, _, steps = self._steps.setdefault(key, (operation, readers, {}))
            self._steps.move_to_end(key)
            if len(self._steps) > KEPT:
                self._steps.popitem(last=False)
        return steps


kept = KeptSteps()
