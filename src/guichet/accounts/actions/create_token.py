"""Issues an API token."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.actions.names import checked_name
from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import ApiToken, Member, TokenScope
from guichet.accounts.queries.stores import visible_stores
from guichet.accounts.token_scope import scopes_of
from guichet.accounts.tokens import digest_of, hint_of, new_token
from guichet.accounts.viewer import Viewer

# More than anybody can tell apart; a program that makes them in a loop stops here.
MOST_TOKENS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRequest:
    """A name, the most it may do, the stores (None: all that its member sees) and the end (None: none)."""

    name: str
    scope: TokenScope
    store_ids: Collection[UUID] | None = None
    expires_at: datetime | None = None


@transaction.atomic
def make_token(viewer: Viewer, wanted: TokenRequest) -> tuple[ApiToken, str]:
    """The row and the token itself, which is seen this once; it acts as the viewer.

    RefusalError: the name's; INVALID for a past end; NOT_FOUND for a store; CONFLICT for too many; FORBIDDEN
    for more than the viewer may, by role or, where a token asks, by that token's scope, stores or end.
    """
    _hold_scope(viewer, wanted.scope)
    stores = _stores(viewer, wanted.store_ids)
    _hold_end(viewer, wanted.expires_at)
    # Two at once take turns, so that the count holds.
    member = Member.objects.select_for_update(no_key=True).get(id=viewer.member_id)
    if member.tokens.filter(revoked_at=None).count() >= MOST_TOKENS:
        sentence = _("You have %(most)s tokens already. Revoke one that is no longer used.")
        raise refuse(ErrorCode.CONFLICT, sentence % {"most": MOST_TOKENS})
    row, token = _issue(member, checked_name(wanted.name), wanted.scope, stores, wanted.expires_at)
    record(viewer, "token.create", "token", row.pk, None, _told(row))
    return row, token


def create_token(member: Member, name: str) -> str:
    """A token that does and sees all that its member does, without end: for `guichet bootstrap` alone."""
    return _issue(member, name, TokenScope.MANAGE, None, None)[1]


def _issue(
    member: Member, name: str, scope: TokenScope, stores: list[UUID] | None, ends: datetime | None
) -> tuple[ApiToken, str]:
    token = new_token()
    row = ApiToken.objects.create(
        account_id=member.account_id, member=member, name=name, digest=digest_of(token), hint=hint_of(token),
        scope=scope.value, store_ids=stores, expires_at=ends,
    )  # fmt: skip
    return row, token


def _hold_scope(viewer: Viewer, scope: TokenScope) -> None:
    if scope not in scopes_of(viewer.role):
        sentence = _("You may not do this yourself, so no token of yours may. Choose a narrower scope.")
        raise refuse(ErrorCode.FORBIDDEN, sentence, "scope")


def _stores(viewer: Viewer, wanted: Collection[UUID] | None) -> list[UUID] | None:
    """Sorted; a token that sees some stores passes on those, where none are named."""
    if wanted is None:
        by_narrow_token = viewer.token_id is not None and viewer.store_ids is not None
        return sorted(viewer.store_ids or ()) if by_narrow_token else None
    chosen = frozenset(wanted)
    if not chosen:
        raise refuse(ErrorCode.REQUIRED, _("Choose at least one store, or all stores."), "storeIds")
    if visible_stores(viewer).filter(id__in=chosen).count() < len(chosen):
        raise refuse(ErrorCode.NOT_FOUND, _("There is no such store, or you may not see it."), "storeIds")
    return sorted(chosen)


def _hold_end(viewer: Viewer, ends: datetime | None) -> None:
    if ends is not None and ends <= timezone.now():
        raise refuse(
            ErrorCode.INVALID, _("The token would have ended already. Choose a later day."), "expiresAt"
        )
    if viewer.token_id is None:
        return
    own = ApiToken.objects.get(id=viewer.token_id).expires_at
    if own is not None and (ends is None or ends > own):
        sentence = _("A token makes no token that outlives it. Choose an earlier end, or sign in.")
        raise refuse(ErrorCode.FORBIDDEN, sentence, "expiresAt")


def _told(row: ApiToken) -> dict[str, object]:
    """As the audit keeps it."""
    stores = "all" if row.store_ids is None else [str(one) for one in row.store_ids]
    return {"name": row.name, "scope": str(row.scope), "stores": stores, "expiresAt": row.expires_at}
