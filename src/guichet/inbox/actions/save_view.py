"""Keeps a filter of the list under a name."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.views import AT_MOST, check_filter, check_sharing, checked_name, kept, told_filter
from guichet.inbox.models import View
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_order import DiscussionOrder
from guichet.inbox.saved_filter import stored


@transaction.atomic
def save_view(
    viewer: Viewer,
    name: str,
    wanted: DiscussionFilter,
    order: DiscussionOrder = DiscussionOrder.LAST_MESSAGE_DESC,
    *,
    is_shared: bool = False,
) -> View:
    """A view of the viewer's own, at the end of theirs.

    RefusalError for the name (REQUIRED, TOO_LONG, CONFLICT), for a filter that the list cannot show, for
    sharing by one who only reads, and for more than fifty.
    """
    tidy = checked_name(name)
    check_filter(viewer, wanted)
    if is_shared:
        check_sharing(viewer)
    own = View.objects.filter(account_id=viewer.account_id, owner_id=viewer.member_id)
    if own.count() >= AT_MOST:
        sentence = _("You have %(most)s views already. Delete one that you no longer need.")
        raise refuse(ErrorCode.TOO_LARGE, sentence % {"most": AT_MOST})
    last = own.aggregate(last=Max("position"))["last"]
    view = kept(
        View(
            account_id=viewer.account_id,
            owner_id=viewer.member_id,
            name=tidy,
            is_shared=is_shared,
            wanted=stored(wanted),
            order=order,
            position=0 if last is None else last + 1,
        )
    )
    said = {"name": tidy, "shared": is_shared, **told_filter(view)}
    record(viewer, "view.create", "view", view.pk, None, said)
    return view
