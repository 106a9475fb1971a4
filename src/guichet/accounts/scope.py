"""Whose rows the work at hand may touch: what PostgreSQL's row security is told (decision 0014).

Nothing is sent to the database here. The connection (guichet.config.postgres) tells it before the next
statement wherever it knows otherwise, so that errors, rollbacks and lost connections leave no wrong account
behind.
Outside of both, and in a thread of one's own, no row of any account is visible.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast
from uuid import UUID

# Owns nothing, and no policy lets it through: what web, worker and mail are to PostgreSQL.
APP_ROLE = "guichet_app"
# What the setting guichet.account holds where it names no account.
NOWHERE = ""
EVERYWHERE = "everywhere"
# Never told: whatever holds may stay.
AS_IT_IS = "as it is"

T = TypeVar("T")
_scope: ContextVar[str] = ContextVar("guichet_scope", default=NOWHERE)


def current_scope() -> str:
    """The account whose work this is as text, EVERYWHERE or NOWHERE."""
    return _scope.get()


@contextmanager
def within(account_id: UUID) -> Iterator[None]:
    """The work inside is for this account alone: rows of others are neither seen nor written."""
    with _in_scope(str(UUID(str(account_id)))):
        yield


@contextmanager
def everywhere(why: str) -> Iterator[None]:
    """The work inside looks over all accounts; `why` says to the reader of the code what needs that.

    For what is due, for sign-in and for the commands of the machine's owner; never for an answer to a person.
    """
    if not why:
        raise ValueError("Say why this looks over all accounts.")
    with _in_scope(EVERYWHERE):
        yield


@contextmanager
def as_it_is(why: str) -> Iterator[None]:
    """For a statement that open pages ask all the time and that touches no table behind the wall."""
    if not why:
        raise ValueError("Say why no account matters here.")
    with _in_scope(AS_IT_IS):
        yield


@contextmanager
def within_or_everywhere(account_id: str | None, why: str) -> Iterator[None]:
    """Within the account that somebody names, over all where they name none."""
    with within(UUID(account_id)) if account_id else everywhere(why):
        yield


def pieces_within(account_id: UUID, pieces: Iterable[T]) -> Iterator[T]:
    """The pieces of an answer that is made while it is sent, when its view has long returned."""
    making = iter(pieces)
    done = object()
    while True:
        with within(account_id):
            piece = next(making, done)
        if piece is done:
            return
        yield cast("T", piece)


@contextmanager
def _in_scope(scope: str) -> Iterator[None]:
    former = _scope.get()
    _scope.set(scope)
    try:
        yield
    finally:
        _scope.set(former)
