"""How every job is declared: its name outlives the function it starts."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import close_old_connections, connection
from django.db.models import Model
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from guichet.accounts.scope import everywhere, within

# An error of ours, not of a marketplace: rows still hold the state, so a few tries are enough.
RETRY = RetryStrategy(max_attempts=5, exponential_wait=3)


def job(
    name: str, *, of: type[Model] | None = None, cron: str | None = None, **options: Any
) -> Callable[[Callable[..., None]], Any]:
    """Declare `noun.verb`; the thread's database connection is checked before and after, as in a request.

    `of` is the model that the job's only argument names a row of: the job works within that row's account,
    and ends at once where the row is gone. A job with a `cron` looks over all accounts.
    """

    # procrastinate's decorators are overloaded beyond what a caller with options can spell.
    typed: Any = app

    def declare(function: Callable[..., None]) -> Any:
        @wraps(function)
        def run(**arguments: Any) -> None:
            close_old_connections()
            try:
                work_of(function, of=of, cron=cron)(**arguments)
            finally:
                close_old_connections()

        retry = RETRY if cron is None else False
        task: Any = typed.task(name=name, retry=retry, **options)(run)
        return task if cron is None else typed.periodic(cron=cron)(task)

    return declare


def work_of(
    function: Callable[..., None], *, of: type[Model] | None = None, cron: str | None = None
) -> Callable[..., None]:
    """The function, behind the wall between accounts (docs/decisions/0014-row-security.md)."""

    def work(**arguments: Any) -> None:
        if cron is not None:
            with everywhere("what is due"):
                function(**arguments)
        elif of is None:
            function(**arguments)
        elif (account_id := _account_of(of, *arguments.values())) is not None:
            with within(account_id):
                function(**arguments)

    return work


def _account_of(model: type[Model], key: str) -> UUID | None:
    """By hand: every job begins with it, and building the query costs as much as asking it."""
    meta = model._meta  # noqa: SLF001 - documented by Django (Model _meta API)
    asked = f"SELECT account_id FROM {meta.db_table} WHERE {meta.pk.column} = %s"  # noqa: S608
    with everywhere("whose row a job was given"), connection.cursor() as cursor:
        cursor.execute(asked, [UUID(key)])
        return next((account_id for (account_id,) in cursor.fetchall()), None)
