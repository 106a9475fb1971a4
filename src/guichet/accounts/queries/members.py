"""Who belongs to the viewer's account."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Member
from guichet.accounts.viewer import Viewer


def members(viewer: Viewer) -> QuerySet[Member]:
    """The door to members."""
    return Member.objects.filter(account_id=viewer.account_id)


def members_of(viewer: Viewer) -> list[Member]:
    """All of them with their people and stores, by name; RefusalError FORBIDDEN for who may not look."""
    viewer.must_manage()
    rows = members(viewer).select_related("person").prefetch_related("stores")
    return sorted(rows, key=lambda member: (str(member.person).casefold(), member.pk))


def member_of(viewer: Viewer, member_id: UUID) -> Member:
    """One of them, for those who may change them; RefusalError FORBIDDEN or NOT_FOUND otherwise."""
    viewer.must_own()
    member = members(viewer).select_related("person").filter(id=member_id).first()
    if member is None:
        raise refuse(ErrorCode.NOT_FOUND, _("There is no such member."), "memberId")
    return member
