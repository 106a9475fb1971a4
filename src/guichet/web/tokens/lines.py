"""Tokens as the page lists them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from guichet.accounts.models import ApiToken, Store, TokenScope
from guichet.accounts.token_scope import narrowed

SCOPE_NAMES = MappingProxyType(
    {
        TokenScope.READ: gettext_lazy("Read"),
        TokenScope.REPLY: gettext_lazy("Read and answer"),
        TokenScope.MANAGE: gettext_lazy("All that its member may"),
    }
)


@dataclass(frozen=True, slots=True)
class TokenLine:
    """`stores` are the names that the reader may see, `others` how many more there are."""

    id: UUID
    name: str
    hint: str
    whose: str
    scope: Promise
    sees_all: bool
    stores: tuple[str, ...]
    others: int
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


def token_lines(rows: Collection[ApiToken], known: Mapping[UUID, Store]) -> list[TokenLine]:
    """In the order of the rows; `known` are the stores that the reader sees."""
    return [_line(row, known) for row in rows]


def _line(row: ApiToken, known: Mapping[UUID, Store]) -> TokenLine:
    """The stores that it opens: its own, of those that its member sees."""
    member = row.member
    theirs = None if member.sees_all_stores else frozenset(store.pk for store in member.stores.all())
    only = narrowed(theirs, row.store_ids)
    names = tuple(sorted(known[one].name for one in only or () if one in known))
    return TokenLine(
        id=row.pk,
        name=row.name,
        hint=row.hint,
        whose=str(row.member.person),
        scope=SCOPE_NAMES[TokenScope(row.scope)],
        sees_all=only is None,
        stores=names,
        others=len(only or ()) - len(names),
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        expires_at=row.expires_at,
    )
