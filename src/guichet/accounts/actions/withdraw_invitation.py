"""Takes an invitation back."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.accounts.audit import record
from guichet.accounts.keepers import take_turns
from guichet.accounts.models import Invitation
from guichet.accounts.queries.invitations import invitation_of
from guichet.accounts.reach import invited_reach, must_cover
from guichet.accounts.viewer import Viewer


@transaction.atomic
def withdraw_invitation(viewer: Viewer, invitation_id: UUID) -> Invitation:
    """Its link opens nothing any more. RefusalError FORBIDDEN, or NOT_FOUND once it was accepted."""
    viewer.must_own()
    take_turns(viewer)
    invitation = invitation_of(viewer, invitation_id)
    must_cover(viewer, invited_reach(invitation))
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record(viewer, "invitation.withdraw", "invitation", invitation.pk, {"email": invitation.email})
    return invitation
