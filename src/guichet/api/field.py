"""Strawberry's field and mutation with types that a strict checker can follow."""

from collections.abc import Callable
from typing import Any, cast

import strawberry
from strawberry.types.field import StrawberryField

Resolver = Callable[..., Any]


def resolved(description: str, name: str | None = None) -> Callable[[Resolver], StrawberryField]:
    """Make a field of the schema from the function that answers it; `name` where Python reserves the word."""

    def decorate(resolver: Resolver) -> StrawberryField:
        made = strawberry.field(resolver=resolver, name=name, description=description)
        return cast("StrawberryField", made)

    return decorate


def mutation(description: str) -> Callable[[Resolver], StrawberryField]:
    """Make a mutation of the schema from the function that does it."""

    def decorate(resolver: Resolver) -> StrawberryField:
        return cast("StrawberryField", strawberry.mutation(resolver=resolver, description=description))

    return decorate
