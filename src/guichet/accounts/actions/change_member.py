"""Changes what a member may do and see."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.keepers import is_keeper, must_keep_one, take_turns
from guichet.accounts.models import Member, Role
from guichet.accounts.queries.members import member_of
from guichet.accounts.queries.stores import visible_stores
from guichet.accounts.reach import Reach, checked_reach, must_cover, reach_of, told
from guichet.accounts.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChanges:
    """None leaves it as it is: the role, and either all stores or these."""

    role: Role | None = None
    sees_all_stores: bool | None = None
    store_ids: Collection[UUID] | None = None


@transaction.atomic
def change_member(viewer: Viewer, member_id: UUID, changes: MemberChanges) -> Member:
    """Owners only, at once for all sessions and tokens of that member.

    RefusalError: FORBIDDEN (also for who sees stores that the viewer does not), NOT_FOUND, CONFLICT for the
    last owner who sees all stores, and those of `checked_reach`.
    """
    viewer.must_own()
    take_turns(viewer)
    member = member_of(viewer, member_id)
    before, kept = reach_of(member), is_keeper(member)
    must_cover(viewer, before)
    was = {"role": member.role, "stores": told(before)}
    after = _reach(viewer, before, changes)
    member.role = changes.role or member.role
    member.sees_all_stores = after is None
    member.save(update_fields=["role", "sees_all_stores"])
    member.stores.set(visible_stores(viewer).filter(id__in=after or ()))
    if kept:
        must_keep_one(viewer.account_id)
    record(viewer, "member.change", "member", member.pk, was, {"role": member.role, "stores": told(after)})
    return member


def _reach(viewer: Viewer, before: Reach, changes: MemberChanges) -> Reach:
    if changes.store_ids is not None:
        if changes.sees_all_stores:
            raise refuse(ErrorCode.INVALID, _("Choose all stores, or some, not both."), "storeIds")
        return checked_reach(viewer, changes.store_ids)
    if changes.sees_all_stores:
        return checked_reach(viewer, None)
    if changes.sees_all_stores is False and before is None:
        raise refuse(ErrorCode.REQUIRED, _("Choose at least one store, or all stores."), "storeIds")
    return before
