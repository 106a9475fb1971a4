"""The short way for leaves answers what the whole way answers, values and errors alike."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import pytest
import strawberry

from guichet.api.execution import LEAVES, Execution, note_leaves
from guichet.api.schema import schema
from guichet.inbox.models import Discussion
from tests.api.asking import Api
from tests.api.test_batching import EVERYTHING


@strawberry.enum
class Colour(Enum):
    """Something to choose from."""

    RED = "red"


@strawberry.type
class Thing:
    """Leaves of every kind, each with a value that may or may not fit."""

    text: str
    number: int
    colour: Colour
    at: datetime
    maybe: str | None = None

    @strawberry.field
    def answered(self) -> str:
        """Not a leaf."""
        return self.text * 2


GOOD: dict[str, Any] = {
    "text": "a",
    "number": 1,
    "colour": Colour.RED,
    "at": datetime(2026, 1, 1, tzinfo=UTC),
}
BAD: list[dict[str, Any]] = [
    {}, {"maybe": "b"}, {"text": None}, {"number": "many"}, {"number": 2**40}, {"colour": "blue"}, {"at": 5},
    {"text": object()}, {"maybe": object()}, {"text": ValueError("x")},
]  # fmt: skip
QUERY = "{ things { __typename text other: text number colour at maybe answered } maybe: thing { text at } }"


@dataclass
class Root:
    """Gives things with these values."""

    values: dict[str, Any]


@strawberry.type
class Query:
    """Asks for things."""

    @strawberry.field
    def things(self, info: strawberry.Info[Any, Root]) -> list[Thing | None]:
        """Nullable ones, so that an error of one leaves the others."""
        return [Thing(**GOOD), Thing(**GOOD | info.root_value.values)]

    @strawberry.field
    def thing(self, info: strawberry.Info[Any, Root]) -> Thing | None:
        """One."""
        return Thing(**GOOD | info.root_value.values)


@pytest.mark.parametrize("values", BAD)
def test_values_and_errors_are_the_same(values: dict[str, Any]) -> None:
    whole, short = strawberry.Schema(Query), strawberry.Schema(Query, execution_context_class=Execution)
    note_leaves(short._schema)
    answers = [s.execute_sync(QUERY, root_value=Root(values)) for s in (whole, short)]
    told = [[(e.message, e.path, e.locations) for e in answer.errors or ()] for answer in answers]
    assert answers[0].data == answers[1].data
    assert told[0] == told[1]
    assert bool(told[0]) == bool(values and values != {"maybe": "b"})


def test_every_leaf_of_a_page_takes_the_short_way() -> None:
    leaves = schema._schema.extensions[LEAVES]
    assert {"id", "subject", "status", "isRead", "orderId", "lastMessageAt"} <= set(leaves["Discussion"])
    assert set(leaves["Participant"]) == {"kind", "name", "email"}
    assert not {"messages", "store", "participants", "possibleRecipients"} & set(leaves["Discussion"])


def test_the_whole_api_answers_the_same_both_ways(
    told: Discussion, as_alice: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = as_alice.data(EVERYTHING)
    monkeypatch.setitem(schema._schema.extensions, LEAVES, {})
    assert as_alice.data(EVERYTHING) == short
