"""How every job is declared: its name outlives the function it starts."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import close_old_connections
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

# An error of ours, not of a marketplace: rows still hold the state, so a few tries are enough.
RETRY = RetryStrategy(max_attempts=5, exponential_wait=3)


def job(name: str, *, cron: str | None = None, **options: Any) -> Callable[[Callable[..., None]], Any]:
    """Declare `noun.verb`; the thread's database connection is checked before and after, as in a request."""

    # procrastinate's decorators are overloaded beyond what a caller with options can spell.
    typed: Any = app

    def declare(function: Callable[..., None]) -> Any:
        @wraps(function)
        def run(**arguments: Any) -> None:
            close_old_connections()
            try:
                function(**arguments)
            finally:
                close_old_connections()

        retry = RETRY if cron is None else False
        task: Any = typed.task(name=name, retry=retry, **options)(run)
        return task if cron is None else typed.periodic(cron=cron)(task)

    return declare
