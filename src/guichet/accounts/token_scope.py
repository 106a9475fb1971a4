"""What a token leaves of its member's rights: it takes away, and never adds."""

from collections.abc import Collection
from uuid import UUID

from guichet.accounts.models import Role, TokenScope

# From the least to the most that one may do.
WEAKEST_FIRST = (Role.READER, Role.AGENT, Role.MANAGER, Role.OWNER)
SCOPES = (TokenScope.READ, TokenScope.REPLY, TokenScope.MANAGE)
MOST = {
    TokenScope.READ.value: Role.READER,
    TokenScope.REPLY.value: Role.AGENT,
    TokenScope.MANAGE.value: Role.OWNER,
}


def capped_role(role: Role, scope: str) -> Role:
    """The weaker one of the member's role and of what the scope allows."""
    return min(role, MOST[scope], key=WEAKEST_FIRST.index)


def narrowed(visible: frozenset[UUID] | None, store_ids: Collection[UUID] | None) -> frozenset[UUID] | None:
    """The stores that both the member and the token see; None for all."""
    if store_ids is None:
        return visible
    return frozenset(store_ids) if visible is None else visible.intersection(store_ids)


def scopes_of(role: Role) -> tuple[TokenScope, ...]:
    """The scopes that somebody of this role may give: no wider one than what they may do themselves."""
    most = {Role.READER: 1, Role.AGENT: 2}.get(role, len(SCOPES))
    return SCOPES[:most]
