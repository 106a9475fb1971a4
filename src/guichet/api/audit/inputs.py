"""What the audit may be narrowed to."""

from datetime import datetime
from uuid import UUID

import strawberry

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.queries import audit
from guichet.api.ids import Kind, split_id


@strawberry.input(description="All conditions must hold; null leaves a condition out.")
class AuditFilter:
    """An addition to the contract."""

    member_id: strawberry.ID | None = strawberry.field(default=None, description="By this member.")
    act: str | None = strawberry.field(
        default=None, description='An act, such as "discussion.set_status", or all of a noun: "discussion".'
    )
    subject_id: strawberry.ID | None = strawberry.field(
        default=None, description="To this row, by its id of any kind."
    )
    since: datetime | None = strawberry.field(default=None, description="From this moment on.")
    until: datetime | None = strawberry.field(default=None, description="Before this moment.")
    text: str | None = strawberry.field(
        default=None, description="Part of an act or a name, the beginning of an address, or a whole id."
    )


def wanted(given: AuditFilter | None) -> audit.AuditFilter:
    """As the query takes it; RefusalError NOT_FOUND for an id that is none of ours."""
    if given is None:
        return audit.AuditFilter()
    return audit.AuditFilter(
        member_id=_key(given.member_id, "filter.memberId"),
        act=given.act,
        subject_id=_key(given.subject_id, "filter.subjectId"),
        since=given.since,
        until=given.until,
        text=_plain(given.text),
    )


def _key(given: strawberry.ID | None, field: str) -> UUID | None:
    if given is None:
        return None
    parts = split_id(given)
    if parts is None:
        raise refuse(ErrorCode.NOT_FOUND, "This is no id of Guichet.", field)
    return parts[1]


def _plain(text: str | None) -> str | None:
    """An id as the API gives it stands for its row."""
    parts = split_id(text.strip()) if text else None
    return text and text.replace("\0", "") if parts is None else str(parts[1])


def subject_id(subject: str, key: UUID) -> strawberry.ID:
    """The id to give out, where the API has such a noun; else the bare key."""
    kind = Kind.__members__.get(subject.upper())
    return strawberry.ID(str(key) if kind is None else f"{kind}_{key.hex}")
