"""Our own Message-IDs: made from the reply's id, so that composing again makes the same mail."""

import re
from uuid import UUID

_OURS = re.compile(r"guichet\.([0-9a-f]{32})@")


def message_id_of(reply_id: UUID, inbound_address: str) -> str:
    """The Message-ID of a reply, in the domain that its answers come back to."""
    return f"guichet.{reply_id.hex}@{inbound_address.rpartition('@')[2]}"


def reply_id_of(message_id: str) -> UUID | None:
    """The reply behind a Message-ID; None where it is not one of ours."""
    found = _OURS.match(message_id)
    return UUID(found[1]) if found else None
