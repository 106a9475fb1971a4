"""Letters to a person about how they sign in: a job sends them, so that no page waits for a server."""

from enum import StrEnum
from uuid import UUID

from guichet.accounts.queue import queue

JOB = "person.write"


class Letter(StrEnum):
    """What it is about."""

    PASSWORD_LINK = "password_link"  # noqa: S105
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    CODES_MADE = "codes_made"


def wake_letter(letter: Letter, person_id: UUID) -> None:
    """Write it, in the transaction at hand if there is one. An id of nobody costs the same."""
    queue.configure_task(JOB, allow_unknown=True).defer(letter=letter.value, person_id=str(person_id))
