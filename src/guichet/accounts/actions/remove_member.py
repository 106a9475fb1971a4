"""Ends a membership."""

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.keepers import is_keeper, lock, must_keep_one
from guichet.accounts.models import Member
from guichet.accounts.reach import reach_of, told
from guichet.accounts.viewer import Viewer


@transaction.atomic
def remove_member(viewer: Viewer, member: Member) -> None:
    """The row goes, and with it at once its tokens and what its sessions see; messages keep their names.

    Whether the viewer may do so was asked before (`inbox.actions.let_go_of_member`). RefusalError CONFLICT
    for the last owner who sees all stores.
    """
    lock(viewer)
    was = {"role": member.role, "stores": told(reach_of(member))}
    kept, member_id = is_keeper(member), member.pk
    member.delete()
    if kept:
        must_keep_one(viewer.account_id)
    record(viewer, "member.remove", "member", member_id, was)


def must_be_signed_in(viewer: Viewer) -> None:
    """RefusalError FORBIDDEN by token: what concerns a person's own memberships is for the person."""
    if viewer.token_id is not None:
        raise refuse(ErrorCode.FORBIDDEN, _("A token cannot do this. Sign in."))
