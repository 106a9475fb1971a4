"""Sends an invitation again: a new link, and seven more days."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.accounts.actions.invite import LASTS, Invited
from guichet.accounts.audit import record
from guichet.accounts.keepers import take_turns
from guichet.accounts.queries.invitations import invitation_of
from guichet.accounts.reach import invited_reach, must_cover
from guichet.accounts.tokens import digest_of, new_link_token
from guichet.accounts.viewer import Viewer


@transaction.atomic
def resend_invitation(viewer: Viewer, invitation_id: UUID) -> Invited:
    """The link before it opens nothing any more. RefusalError FORBIDDEN or NOT_FOUND."""
    viewer.must_own()
    take_turns(viewer)
    invitation = invitation_of(viewer, invitation_id)
    must_cover(viewer, invited_reach(invitation))
    token = new_link_token()
    invitation.digest, invitation.expires_at = digest_of(token), timezone.now() + LASTS
    invitation.save(update_fields=["digest", "expires_at"])
    record(viewer, "invitation.resend", "invitation", invitation.pk)
    return Invited(invitation, token)
