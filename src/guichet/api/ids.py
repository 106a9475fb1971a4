"""Ids as the outside sees them: what it is and its key, as one opaque word.

Only an id that Guichet could have given is read; any other stands for nothing.
"""

import re
from enum import StrEnum
from uuid import UUID

from strawberry import ID

from guichet.accounts.errors import ErrorCode, refuse

SHAPE = re.compile(r"([a-z]{3})_([0-9a-f]{32})", re.ASCII)


class Kind(StrEnum):
    """The nouns that have an id; the value is its prefix."""

    STORE = "sto"
    CHANNEL = "cha"
    DISCUSSION = "dis"
    MESSAGE = "msg"
    ATTACHMENT = "att"
    ORDER = "ord"
    INVOICE = "inv"
    VIEW = "vie"
    BATCH = "bat"
    BULK_ACT = "act"
    TOKEN = "tok"  # noqa: S105 - a kind of id
    WEBHOOK = "web"
    # As the header `webhook-id` has it.
    WEBHOOK_DELIVERY = "evt"
    ACCOUNT = "acc"
    MEMBER = "mem"
    INVITATION = "ivn"
    SESSION = "ses"
    FACTOR = "fac"
    MAIL = "mai"
    RECEIPT = "rec"


def global_id(kind: Kind, key: UUID) -> ID:
    """The id to give out."""
    return ID(f"{kind}_{key.hex}")


def split_id(given: str) -> tuple[Kind, UUID] | None:
    """What an id speaks of; None when it is not one of ours."""
    match = SHAPE.fullmatch(given)
    if match is None or match[1] not in set(Kind):
        return None
    return Kind(match[1]), UUID(match[2])


def key_of(kind: Kind, given: str) -> UUID | None:
    """The key in an id of this kind; None when it is not one."""
    parts = split_id(given)
    return parts[1] if parts and parts[0] == kind else None


def required_key(kind: Kind, given: str, field: str) -> UUID:
    """The key in an id of an input field; RefusalError NOT_FOUND when it is not one of this kind."""
    key = key_of(kind, given)
    if key is None:
        noun = kind.name.lower().replace("_", " ")
        raise refuse(ErrorCode.NOT_FOUND, f"There is no such {noun}, or you may not see it.", field)
    return key
