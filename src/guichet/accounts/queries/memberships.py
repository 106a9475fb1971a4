"""The accounts that one person belongs to."""

from dataclasses import dataclass
from uuid import UUID

from guichet.accounts.models import Member, Person
from guichet.accounts.scope import everywhere


@dataclass(frozen=True, slots=True)
class AccountInBrief:
    """One of them."""

    id: UUID
    name: str


def accounts_of(person: Person) -> list[AccountInBrief]:
    """In the order in which they joined."""
    rows = Member.objects.filter(person=person).order_by("created_at", "id")
    with everywhere("One person may belong to several accounts, and goes from one to the other."):
        return [AccountInBrief(*row) for row in rows.values_list("account_id", "account__name")]
