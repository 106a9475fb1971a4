"""The short way for leaves answers what the whole way answers, values and errors alike."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import pytest
import strawberry

from guichet.api.execution import SHORT, Execution, note_short
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


@strawberry.type
class Box:
    """Things in lists and alone, some of them through methods; `asked` needs the whole way."""

    things: list[Thing]
    colours: list[Colour]
    may_miss: list[Thing | None] | None
    alone: Thing | None

    @strawberry.field
    def first(self) -> Thing:
        """Needs nothing but the box."""
        return self.things[0]

    @strawberry.field
    def asked(self, number: int) -> list[Thing | None]:
        """Needs an argument."""
        return [self.alone] * number


FIELDS = "text number colour at maybe"
PLACES = " ".join(f"{name} {{ {FIELDS} }}" for name in ("things", "mayMiss", "alone", "first"))
VARIED = """query Q($no: Boolean = false) {
  box { ...part things { text } things { at } alone @include(if: $no) { at } }
}
fragment part on Box { __typename first { text number } }"""
IN_BOXES = (
    f"{{ box {{ {PLACES} }} }}",
    f"{{ box {{ colours mayMiss {{ {FIELDS} answered }} asked(number: 2) {{ {FIELDS} }} }} }}",
    VARIED,
)


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

    @strawberry.field
    def box(self, info: strawberry.Info[Any, Root]) -> Box | None:
        """With the odd thing in every place."""
        odd = Thing(**GOOD | info.root_value.values)
        return Box(things=[Thing(**GOOD), odd], colours=[odd.colour], may_miss=[None, odd], alone=odd)


@pytest.mark.parametrize("query", [QUERY, *IN_BOXES])
@pytest.mark.parametrize("values", BAD)
def test_values_and_errors_are_the_same(values: dict[str, Any], query: str) -> None:
    whole, short = strawberry.Schema(Query), strawberry.Schema(Query, execution_context_class=Execution)
    note_short(short._schema)
    answers = [s.execute_sync(query, root_value=Root(values)) for s in (whole, short)]
    told = [[(e.message, e.path, e.locations) for e in answer.errors or ()] for answer in answers]
    assert answers[0].data == answers[1].data
    assert told[0] == told[1]
    if query == QUERY:
        assert bool(told[0]) == bool(values and values != {"maybe": "b"})


def test_what_a_list_of_discussions_asks_for_is_there_already() -> None:
    short = schema._schema.extensions[SHORT]
    assert {"id", "subject", "status", "participants", "store", "possibleRecipients"} <= set(
        short["Discussion"]
    )
    assert set(short["Participant"]) == {"kind", "name", "email"}
    assert "messages" not in short["Discussion"]


def test_the_whole_api_answers_the_same_both_ways(
    told: Discussion, as_alice: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = as_alice.data(EVERYTHING)
    monkeypatch.setitem(schema._schema.extensions, SHORT, {})
    assert as_alice.data(EVERYTHING) == short
