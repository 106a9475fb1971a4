"""Rows that were read together, so that what one of them needs is read for all of them at once.

Resolvers are synchronous and see one row at a time. The first of a list that needs its order, its messages or
its files asks for all of the list; the others find the answer there. No list ever makes a query a row.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from guichet.accounts.viewer import Viewer

Row = TypeVar("Row")
Answer = TypeVar("Answer")
Arguments = ParamSpec("Arguments")


class Peers(Generic[Row]):
    """The rows of one list, and what was asked about all of them."""

    __slots__ = ("_answers", "rows", "viewer")

    def __init__(self, viewer: Viewer, rows: Sequence[Row]) -> None:
        self.viewer = viewer
        self.rows = rows
        self._answers: dict[Hashable, Any] = {}

    def ask(
        self,
        loader: Callable[Concatenate[Viewer, Sequence[Row], Arguments], Answer],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Answer:
        """What the loader answers about all rows; it is called once for the same arguments."""
        key = (loader, args, tuple(kwargs.items()))
        if key not in self._answers:
            self._answers[key] = loader(self.viewer, self.rows, *args, **kwargs)
        answer: Answer = self._answers[key]
        return answer
