"""The accounts that one person belongs to."""

from dataclasses import dataclass
from uuid import UUID

from guichet.accounts.models import Person
from guichet.accounts.queries.quick import quick
from guichet.accounts.scope import everywhere

JOINED = """
SELECT m.account_id, a.name FROM member m JOIN account a ON a.id = m.account_id
WHERE m.person_id = %s ORDER BY m.created_at, m.id
"""


@dataclass(frozen=True, slots=True)
class AccountInBrief:
    """One of them."""

    id: UUID
    name: str


def accounts_of(person: Person) -> list[AccountInBrief]:
    """In the order in which they joined."""
    with everywhere("One person may belong to several accounts, and goes from one to the other."):
        return [AccountInBrief(*row) for row in quick(JOINED, [person.pk])]
