"""The viewer of something that was asked for earlier."""

from uuid import UUID

from guichet.accounts.models import Member
from guichet.accounts.queries.viewer import viewer_of_member
from guichet.accounts.viewer import Viewer


def viewer_again(member_id: UUID | str) -> Viewer | None:
    """What a member may see by now; None once they have left or are no longer active."""
    member = Member.objects.select_related("person").filter(id=member_id, person__is_active=True).first()
    return None if member is None else viewer_of_member(member)
