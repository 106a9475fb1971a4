"""Lets a member go: removed by an owner, or by themselves. What they shared stays with the team."""

from uuid import UUID

from django.db import transaction

from guichet.accounts.actions.remove_member import must_be_signed_in, remove_member
from guichet.accounts.keepers import lock, take_turns
from guichet.accounts.models import Member, Role
from guichet.accounts.queries.members import member_of, members
from guichet.accounts.reach import must_cover, reach_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.views import NAME_LENGTH
from guichet.inbox.models import View


@transaction.atomic
def let_go_of_member(viewer: Viewer, member_id: UUID) -> None:
    """By an owner, who gets the views that the member shared.

    RefusalError: FORBIDDEN (also for who sees stores that the viewer does not), NOT_FOUND, CONFLICT for the
    last owner who sees all stores.
    """
    viewer.must_own()
    take_turns(viewer)
    member = member_of(viewer, member_id)
    must_cover(viewer, reach_of(member))
    _part(viewer, member)


@transaction.atomic
def leave(viewer: Viewer) -> None:
    """By oneself, signed in. RefusalError FORBIDDEN by token, CONFLICT for the last owner of all stores."""
    must_be_signed_in(viewer)
    lock(viewer)
    _part(viewer, members(viewer).select_related("person").get(id=viewer.member_id))


def _part(viewer: Viewer, member: Member) -> None:
    _hand_on(member, _heir(viewer, member))
    remove_member(viewer, member)


def _heir(viewer: Viewer, leaving: Member) -> UUID | None:
    """Whoever removes them, else the owner who has been there longest."""
    if viewer.member_id != leaving.pk:
        return viewer.member_id
    owners = members(viewer).filter(role=Role.OWNER, sees_all_stores=True).exclude(id=leaving.pk)
    return owners.order_by("created_at").values_list("id", flat=True).first()


def _hand_on(leaving: Member, heir: UUID | None) -> None:
    """The names of somebody's views differ: one that the heir uses already gets a number."""
    if heir is None:
        return
    views = View.objects.filter(account_id=leaving.account_id)
    taken = set(views.filter(owner_id=heir).values_list("name", flat=True))
    for view in views.filter(owner_id=leaving.pk, is_shared=True):
        view.name = _free(view.name, taken)
        taken.add(view.name)
        view.owner_id = heir
        view.save(update_fields=["name", "owner"])


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        end = f" ({number})"
        free = name[: NAME_LENGTH - len(end)] + end
    return free
