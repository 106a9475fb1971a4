"""What may be asked of a view that is kept: a name, and a filter that the list can show."""

from collections.abc import Iterator
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode as Code
from guichet.accounts.errors import Problem, RefusalError, refuse
from guichet.accounts.queries.stores import visible_stores
from guichet.accounts.viewer import Viewer
from guichet.inbox.models import View
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.views import NO_SUCH_VIEW, may_see, visible_views
from guichet.inbox.saved_filter import restored

NAME_LENGTH = 80
AT_MOST = 50
# The list shows those that are so, and has no view for those that are not.
ONLY_TRUE = ("needs_reply", "is_overdue", "is_due_soon", "has_failed")


def checked_name(name: str) -> str:
    """The name without surplus space; RefusalError REQUIRED or TOO_LONG, field `name`."""
    tidy = " ".join(name.replace("\0", "").split())
    if not tidy:
        raise refuse(Code.REQUIRED, _("Give the view a name."), "name")
    if len(tidy) > NAME_LENGTH:
        sentence = _("The name may have %(most)s characters; it has %(count)s.")
        raise refuse(Code.TOO_LONG, sentence % {"most": NAME_LENGTH, "count": len(tidy)}, "name")
    return tidy


def check_filter(viewer: Viewer, wanted: DiscussionFilter) -> None:
    """RefusalError unless the list can show it, and every store in it may be seen."""
    problems = list(_problems(viewer, wanted))
    if problems:
        raise RefusalError(*problems)


def check_sharing(viewer: Viewer) -> None:
    """RefusalError FORBIDDEN for those who only read."""
    if not viewer.may_reply:
        sentence = _("Your role may keep views, but not share them. Ask an owner for the agent role.")
        raise refuse(Code.FORBIDDEN, sentence, "isShared")


def changeable(viewer: Viewer, view_id: UUID) -> View:
    """The row, locked; RefusalError NOT_FOUND for one not to be seen, FORBIDDEN for one of somebody else."""
    view = visible_views(viewer).filter(id=view_id).select_for_update(of=("self",)).first()
    if view is None or not may_see(viewer, restored(view.wanted)):
        raise refuse(Code.NOT_FOUND, str(NO_SUCH_VIEW), "viewId")
    if view.owner_id != viewer.member_id and not viewer.may_manage:
        sentence = _("This view belongs to somebody else. Save your own, or ask an owner or manager.")
        raise refuse(Code.FORBIDDEN, sentence, "viewId")
    return view


def kept(view: View) -> View:
    """Saved; RefusalError CONFLICT where its owner has another one of this name."""
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        sentence = _("There is a view “%(name)s” already. Choose another name.")
        raise refuse(Code.CONFLICT, sentence % {"name": view.name}, "name") from None
    return view


def told_filter(view: View) -> dict[str, object]:
    """What the audit tells of the list that a view shows: what was searched for may be a customer's name."""
    return {"filter": sorted(view.wanted), "order": view.order}


def _problems(viewer: Viewer, wanted: DiscussionFilter) -> Iterator[Problem]:
    stores = set(wanted.store_ids or ())
    if len(stores) > 1:
        sentence = _("A view is of one store or of all. Name one store, or leave stores out.")
        yield Problem(Code.INVALID, sentence, "filter.storeIds")
    if visible_stores(viewer).filter(id__in=stores).count() < len(stores):
        sentence = _("There is no such store, or you may not see it.")
        yield Problem(Code.NOT_FOUND, sentence, "filter.storeIds")
    for name in ONLY_TRUE:
        if getattr(wanted, name, None) is False:
            sentence = _("A view shows what waits, is overdue, due soon or not sent, not all others.")
            yield Problem(Code.INVALID, sentence, f"filter.{name}")
