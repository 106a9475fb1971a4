"""How far somebody sees, and that nobody gives or takes more than they see themselves.

None stands for all stores of the account. An owner who sees some stores rules over these alone: over people
who see no other, and over nothing that concerns the whole account.
"""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Invitation, Member
from guichet.accounts.queries.stores import visible_stores
from guichet.accounts.viewer import Viewer

Reach = frozenset[UUID] | None


def checked_reach(viewer: Viewer, store_ids: Collection[UUID] | None) -> Reach:
    """The stores to give; RefusalError on `storeIds` for none, unknown ones, and all by who sees some."""
    if store_ids is None:
        if viewer.store_ids is not None:
            sentence = _("You see some stores, so you cannot give all of them. Choose among yours.")
            raise refuse(ErrorCode.FORBIDDEN, sentence, "storeIds")
        return None
    wanted = frozenset(store_ids)
    if not wanted:
        raise refuse(ErrorCode.REQUIRED, _("Choose at least one store, or all stores."), "storeIds")
    if visible_stores(viewer).filter(id__in=wanted).count() < len(wanted):
        sentence = _("There is no such store, or you may not see it.")
        raise refuse(ErrorCode.NOT_FOUND, sentence, "storeIds")
    return wanted


def reach_of(member: Member) -> Reach:
    """What a member sees now."""
    return None if member.sees_all_stores else frozenset(member.stores.values_list("id", flat=True))


def invited_reach(invitation: Invitation) -> Reach:
    """What an invitation gives."""
    return None if invitation.sees_all_stores else frozenset(invitation.store_ids)


def must_cover(viewer: Viewer, reach: Reach) -> None:
    """RefusalError FORBIDDEN where somebody sees stores that the viewer does not."""
    if viewer.store_ids is None or (reach is not None and reach <= viewer.store_ids):
        return
    sentence = _("This concerns stores that you do not see. Ask an owner who sees all stores.")
    raise refuse(ErrorCode.FORBIDDEN, sentence)


def must_own_all(viewer: Viewer) -> None:
    """RefusalError FORBIDDEN unless the viewer owns the account and sees all of it."""
    viewer.must_own()
    must_cover(viewer, None)


def told(reach: Reach) -> str | list[str]:
    """As the audit keeps it."""
    return "all" if reach is None else sorted(str(one) for one in reach)
