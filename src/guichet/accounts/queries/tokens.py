"""The API tokens that a viewer may see.

Their own, and of owners who see all stores, everybody's. A token that may not manage sees itself alone:
whoever finds it cannot end the others.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import ApiToken
from guichet.accounts.viewer import Viewer


def visible_tokens(viewer: Viewer) -> QuerySet[ApiToken]:
    """The door to tokens."""
    tokens = ApiToken.objects.filter(account_id=viewer.account_id).select_related("member__person")
    if viewer.token_id is not None and not viewer.may_manage:
        return tokens.filter(id=viewer.token_id)
    sees_all = viewer.may_own and viewer.store_ids is None
    return tokens if sees_all else tokens.filter(member_id=viewer.member_id)


def tokens_of(viewer: Viewer) -> list[ApiToken]:
    """Those that still open something, newest first."""
    alive = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    tokens = visible_tokens(viewer).prefetch_related("member__stores")
    return list(tokens.filter(alive, revoked_at=None).order_by("-created_at", "-id"))


def token_of(viewer: Viewer, token_id: UUID, *, lock: bool = False) -> ApiToken:
    """One of them, ended ones too; `lock` holds it for the transaction. RefusalError NOT_FOUND otherwise."""
    tokens = visible_tokens(viewer)
    found = (tokens.select_for_update(of=("self",)) if lock else tokens).filter(id=token_id).first()
    if found is None:
        raise refuse(ErrorCode.NOT_FOUND, _("There is no such token, or you may not see it."), "tokenId")
    return found
