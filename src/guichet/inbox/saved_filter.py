"""A filter of the list as JSON: only what narrows, under the names of `DiscussionFilter`."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from guichet.inbox.models import DiscussionStatus
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.platforms.words import DiscussionType

_MEMBERS: dict[str, Callable[[str], object]] = {
    "store_ids": UUID,
    "marketplaces": str,
    "types": DiscussionType,
    "statuses": DiscussionStatus,
}
_MOMENTS = frozenset({"last_message_after", "last_message_before"})
_KNOWN = frozenset(field.name for field in fields(DiscussionFilter))


def stored(wanted: DiscussionFilter) -> dict[str, Any]:
    """The filter as JSON; two filters that ask for the same are equal in it."""
    values = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
    return {name: _plain(value) for name, value in values.items() if value is not None}


def restored(data: Mapping[str, Any]) -> DiscussionFilter:
    """The filter of some JSON; names that a later or an earlier Guichet wrote are left out."""
    return DiscussionFilter(**{name: _read(name, data[name]) for name in sorted(_KNOWN & set(data))})


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return sorted(_storable(str(one)) for one in value)
    if isinstance(value, str):
        return _storable(value)
    return value.isoformat() if isinstance(value, datetime) else value


def _storable(text: str) -> str:
    """A NUL is in no text that is kept, and can be kept in none: asked for, it finds nothing."""
    return text.replace("\x00", "\ufffd")


def _read(name: str, value: Any) -> Any:
    if name in _MEMBERS:
        return tuple(_MEMBERS[name](one) for one in value)
    return datetime.fromisoformat(value) if name in _MOMENTS else value
