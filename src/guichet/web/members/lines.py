"""Members and invitations as the page lists them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise

from guichet.accounts.models import Invitation, Member, Role, Store
from guichet.accounts.queries.factors import with_second_factor
from guichet.accounts.roles import ROLE_NAMES


@dataclass(frozen=True, slots=True)
class MemberLine:
    """`stores` are the names that the reader may see, `others` how many more there are."""

    id: UUID
    name: str
    email: str
    role: Promise
    sees_all: bool
    stores: tuple[str, ...]
    others: int
    last_seen_at: datetime | None
    has_second_factor: bool
    is_reader: bool


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """One that waits."""

    id: UUID
    email: str
    role: Promise
    sees_all: bool
    stores: tuple[str, ...]
    others: int
    expires_at: datetime
    is_expired: bool


def member_lines(rows: Collection[Member], known: Mapping[UUID, Store], reader: UUID) -> list[MemberLine]:
    """In the order of the rows; `known` are the stores that the reader sees."""
    secured = with_second_factor(row.person_id for row in rows)
    return [_member(row, known, row.person_id in secured, row.pk == reader) for row in rows]


def invitation_lines(rows: Collection[Invitation], known: Mapping[UUID, Store]) -> list[InvitationLine]:
    """In the order of the rows."""
    now = timezone.now()
    return [
        InvitationLine(
            row.pk,
            row.email,
            ROLE_NAMES[Role(row.role)],
            row.sees_all_stores,
            *_named(row.store_ids, known),
            row.expires_at,
            row.expires_at <= now,
        )
        for row in rows
    ]


def _member(row: Member, known: Mapping[UUID, Store], has_second_factor: bool, is_reader: bool) -> MemberLine:
    seen = [] if row.sees_all_stores else [store.pk for store in row.stores.all()]
    return MemberLine(
        row.pk,
        str(row.person),
        row.person.email,
        ROLE_NAMES[Role(row.role)],
        row.sees_all_stores,
        *_named(seen, known),
        row.last_seen_at,
        has_second_factor,
        is_reader,
    )


def _named(ids: Collection[UUID], known: Mapping[UUID, Store]) -> tuple[tuple[str, ...], int]:
    names = tuple(sorted(known[one].name for one in ids if one in known))
    return names, len(ids) - len(names)
