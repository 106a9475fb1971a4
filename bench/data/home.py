"""What the rows of one account point to."""

from dataclasses import dataclass
from uuid import UUID

from bench.data.customers import Person


@dataclass(frozen=True, slots=True)
class Shop:
    """A channel with its store, its share of the work, and the names that its discussions bear."""

    channel_id: UUID
    store_id: UUID
    marketplace: str
    weight: float
    merchant: Person
    operator: Person
    has_deadlines: bool


@dataclass(frozen=True, slots=True)
class Home:
    """An account with its channels; the dice of its data are thrown by its name."""

    name: str
    account_id: UUID
    shops: tuple[Shop, ...]
