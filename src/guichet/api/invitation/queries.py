"""Asking for invitations."""

from guichet.accounts.queries.invitations import invitations_of
from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.invitation.types import Invitation, invitation


@resolved("Who is asked to join and has not answered, the newest first: for owners and managers.")
def invitations(info: Info) -> list[Invitation]:
    """Expired ones too: they can be sent again."""
    return [invitation(row) for row in invitations_of(info.context.viewer)]
