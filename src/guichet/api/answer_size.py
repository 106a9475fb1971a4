"""How large an answer may be, asked before it becomes JSON, which is what costs time and memory."""

from typing import Any

from graphql import GraphQLError
from strawberry.types import ExecutionResult

from guichet.api import bounds

TOO_LARGE = (
    "The answer is longer than {most} million characters and was not sent: ask for fewer rows by `first`, "
    "or for fewer fields. What a mutation did stays done."
)


def hold_answer(result: ExecutionResult) -> None:
    """Put an error in the place of an answer that is too large."""
    if is_longer(result.data, bounds.MAX_ANSWER):
        message = TOO_LARGE.format(most=bounds.MAX_ANSWER // 1_000_000)
        result.data = None
        result.errors = [GraphQLError(message, extensions={"code": "ANSWER_TOO_LARGE"})]


def is_longer(data: Any, most: int) -> bool:
    """Whether names and values have more characters than this."""
    return _length(data) > most


def _length(value: Any) -> int:
    kind = type(value)
    if kind is str:
        return len(value)
    if kind is dict:
        return sum(map(len, value)) + sum(map(_length, value.values()))
    if kind is list:
        return sum(map(_length, value))
    return len(value) if isinstance(value, str) else 5
