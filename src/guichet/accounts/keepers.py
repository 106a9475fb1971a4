"""Each account keeps an owner who sees all of it, however many change their roles at once."""

from uuid import UUID

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Account, Member, Role
from guichet.accounts.viewer import Viewer


def take_turns(viewer: Viewer) -> None:
    """Lock the account until the transaction ends, and see that the viewer still owns it.

    Who belongs to an account is changed by one at a time: two owners who remove each other would both succeed
    otherwise. RefusalError FORBIDDEN where the first of them was quicker.
    """
    lock(viewer)
    if not Member.objects.filter(id=viewer.member_id, role=Role.OWNER).exists():
        raise refuse(ErrorCode.FORBIDDEN, _("Only owners may change this. Ask one of them."))


def lock(viewer: Viewer) -> None:
    """Without keeping others from adding rows to the account meanwhile (FOR NO KEY UPDATE)."""
    Account.objects.select_for_update(no_key=True).only("id").get(id=viewer.account_id)


def is_keeper(member: Member) -> bool:
    """Whether this member can do everything in the account."""
    return member.role == Role.OWNER and member.sees_all_stores


def must_keep_one(account_id: UUID) -> None:
    """RefusalError CONFLICT where nobody is left who can; call it after the change, in its transaction."""
    keepers = Member.objects.filter(account_id=account_id, role=Role.OWNER, sees_all_stores=True)
    if not keepers.filter(person__is_active=True).exists():
        sentence = _("An account needs an owner who sees all stores. Make somebody else one first.")
        raise refuse(ErrorCode.CONFLICT, sentence)
