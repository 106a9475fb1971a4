"""Who is asked to join the viewer's account, and what a link's token opens."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Invitation
from guichet.accounts.scope import everywhere
from guichet.accounts.tokens import digest_of
from guichet.accounts.viewer import Viewer


def open_invitations(viewer: Viewer) -> QuerySet[Invitation]:
    """The door to invitations: those that wait, expired ones among them."""
    return Invitation.objects.filter(account_id=viewer.account_id, accepted_at=None, withdrawn_at=None)


def invitations_of(viewer: Viewer) -> list[Invitation]:
    """All of them, the newest first; RefusalError FORBIDDEN for who may not look."""
    viewer.must_manage()
    return list(open_invitations(viewer).select_related("invited_by__person").order_by("-created_at"))


def invitation_of(viewer: Viewer, invitation_id: UUID) -> Invitation:
    """One of them, for those who may change it; RefusalError FORBIDDEN or NOT_FOUND otherwise."""
    viewer.must_own()
    found = open_invitations(viewer).filter(id=invitation_id).first()
    if found is None:
        sentence = _("There is no such invitation, or it was accepted or withdrawn.")
        raise refuse(ErrorCode.NOT_FOUND, sentence, "invitationId")
    return found


def invitation_behind(token: str) -> Invitation | None:
    """What a token opens; None for a wrong one, and once it is accepted, withdrawn, sent anew or expired."""
    found = Invitation.objects.filter(digest=digest_of(token), accepted_at=None, withdrawn_at=None)
    with everywhere("The link of an invitation says nothing of its account."):
        return found.filter(expires_at__gt=timezone.now()).select_related("account").first()
