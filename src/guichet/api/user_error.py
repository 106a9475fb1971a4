"""What the caller can put right, as a part of a mutation's answer."""

import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import strawberry

from guichet.accounts.errors import Problem, RefusalError
from guichet.api.enums import ErrorCode

Arguments = ParamSpec("Arguments")
Payload = TypeVar("Payload")


@strawberry.type(description="Something the caller can put right. Nothing was changed.")
class UserError:
    """One problem of a refusal."""

    field: str | None = strawberry.field(
        description="The input field at fault, dotted; null where it is the whole."
    )
    code: ErrorCode = strawberry.field(description="What kind of problem it is.")
    message: str = strawberry.field(description="What is wrong and what to do, in a sentence.")


def user_errors(refusal: RefusalError) -> list[UserError]:
    """Every reason of a refusal."""
    return [UserError(field=camel_field(p), code=p.code, message=p.message) for p in refusal.problems]


def camel_field(problem: Problem) -> str | None:
    """The field at fault as the schema spells it."""
    if problem.field is None:
        return None
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), problem.field)


def refusable(
    payload: Callable[..., Payload],
) -> Callable[[Callable[Arguments, Payload]], Callable[Arguments, Payload]]:
    """Let a mutation answer a refusal with a payload that holds nothing but its errors."""

    def decorate(mutation: Callable[Arguments, Payload]) -> Callable[Arguments, Payload]:
        @wraps(mutation)
        def answer(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Payload:
            try:
                return mutation(*args, **kwargs)
            except RefusalError as refusal:
                return payload(errors=user_errors(refusal))

        return answer

    return decorate
