"""Primary keys: UUIDv7 (RFC 9562), so that rows written together lie together."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh, time-ordered id."""
    return uuid7()
