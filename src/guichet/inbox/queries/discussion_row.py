"""A discussion as lists and the API need it: cheaper than a model instance, with the model's names."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

import orjson


class ParticipantData(TypedDict, total=False):
    """The stored fields of `platforms.port.Participant`."""

    kind: str
    name: str
    marketplace_id: str | None
    email: str | None


class ProductData(TypedDict, total=False):
    """The stored fields of `platforms.port.Product`."""

    title: str | None
    sku: str | None
    marketplace_product_id: str | None
    url: str | None


@dataclass(slots=True)
class DiscussionRow:
    """One row of `discussion`; times are aware, in UTC."""

    id: UUID
    store_id: UUID
    channel_id: UUID
    marketplace: str
    marketplace_discussion_id: str
    merchant_discussion_id: str | None
    type: str
    status: str
    is_read: bool
    subject: str
    snippet: str
    participants: list[ParticipantData]
    initiator: ParticipantData | None
    recipient_kinds: list[str]
    product: ProductData | None
    order_ref: str | None
    message_count: int
    marketplace_message_count: int
    last_message_at: datetime
    needs_reply_since: datetime | None
    reply_due_at: datetime | None
    answer_waived_at: datetime | None
    waived_since: datetime | None
    last_sync_at: datetime | None
    created_at: datetime
    updated_at: datetime

    @property
    def is_waived(self) -> bool:
        """Whether somebody here says that no answer is needed; the clock stands still meanwhile."""
        return self.waived_since is not None


COLUMNS = ", ".join(f"d.{field.name}" for field in fields(DiscussionRow))
_JSON = [i for i, f in enumerate(fields(DiscussionRow)) if f.name in {"participants", "initiator", "product"}]


def read_rows(tuples: Iterable[tuple[Any, ...]]) -> list[DiscussionRow]:
    """The rows of a statement that selects exactly COLUMNS."""
    return [DiscussionRow(*_parsed(values)) for values in tuples]


def _parsed(values: tuple[Any, ...]) -> list[Any]:
    """Django hands JSON columns over as text (django.db.backends.postgresql.psycopg_any)."""
    parsed = list(values)
    for position in _JSON:
        text = parsed[position]
        parsed[position] = None if text is None else orjson.loads(text)
    return parsed
