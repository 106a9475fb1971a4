"""Entries of the audit, and pages of them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from guichet.accounts.models import ActorKind
from guichet.accounts.models import AuditEntry as Row
from guichet.api.audit.inputs import subject_id
from guichet.api.ids import Kind, global_id
from guichet.api.pages import PageInfo

strawberry.enum(
    ActorKind,
    name="AuditActorKind",
    description="Who acts: a signed-in member, a token of a member, or Guichet by itself.",
)


@strawberry.type(description="A change: who made it, when and from where, and what was before and after.")
class AuditEntry:
    """An addition to the contract; docs/audit.md says how the hash is made."""

    number: int = strawberry.field(description="Counts within the account, without a gap.")
    at: datetime = strawberry.field(description="When it took effect.")
    actor_kind: ActorKind = strawberry.field(description="Who acted.")
    actor_name: str = strawberry.field(description="Their name at that time.")
    member_id: strawberry.ID | None = strawberry.field(description="The member; null for Guichet itself.")
    token_name: str | None = strawberry.field(description="The token that was used; null without one.")
    origin: str = strawberry.field(description='An internet address, "command line", or empty.')
    act: str = strawberry.field(description="Noun and verb.")
    subject: str = strawberry.field(description="The kind of what was changed.")
    subject_id: strawberry.ID | None = strawberry.field(description="Its id; null for many at once.")
    before: JSON | None = strawberry.field(description="What was changed, as it was.")
    after: JSON | None = strawberry.field(description="What was changed, as it is since.")
    previous: str = strawberry.field(description="The hash of the entry before, in hexadecimal.")
    hash: str = strawberry.field(description="SHA-256 over the entry and the hash before, in hexadecimal.")


@strawberry.type(description="A page of the audit, newest first.")
class AuditConnection:
    """As Relay has it, without edges: the cursor of an entry is in `pageInfo` alone."""

    nodes: list[AuditEntry] = strawberry.field(description="The entries of the page.")
    page_info: PageInfo = strawberry.field(description="Where the page begins and ends.")


def audit_entry(row: Row, tokens: Mapping[UUID, str]) -> AuditEntry:
    """As the schema shows it."""
    return AuditEntry(
        number=row.number,
        at=row.at,
        actor_kind=ActorKind(row.actor_kind),
        actor_name=row.actor_name,
        member_id=None if row.member_id is None else global_id(Kind.MEMBER, row.member_id),
        token_name=None if row.token_id is None else tokens.get(row.token_id),
        origin=row.origin,
        act=row.act,
        subject=row.subject,
        subject_id=None if row.subject_id is None else subject_id(row.subject, row.subject_id),
        before=row.before,
        after=row.after,
        previous=bytes(row.previous).hex(),
        hash=bytes(row.hash).hex(),
    )
