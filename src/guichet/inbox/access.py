"""The doors: every row of the inbox that a viewer reaches by id comes through one of these.

Each narrows to the viewer's account and to the stores the viewer may see, and to nothing else.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.accounts.models import Channel
from guichet.accounts.queries.quick_models import quick_pairs
from guichet.accounts.viewer import Viewer
from guichet.inbox.models import Attachment, BulkAct, Discussion, Draft, FileLink, Message, Order, RawMail

HELD = """
o.id = t.channel_id AND t.id = %(id)s AND t.account_id = %(account)s
    AND (%(stores)s::uuid[] IS NULL OR t.store_id = ANY(%(stores)s::uuid[]))
FOR UPDATE OF t
"""
NO_SUCH_ACT = "There is no such change, or it is somebody else's."


def discussions(viewer: Viewer) -> QuerySet[Discussion]:
    """The discussions of the visible stores."""
    rows = Discussion.objects.filter(account_id=viewer.account_id)
    return rows if viewer.store_ids is None else rows.filter(store_id__in=viewer.store_ids)


def messages(viewer: Viewer) -> QuerySet[Message]:
    """The messages of the visible discussions."""
    rows = Message.objects.filter(account_id=viewer.account_id)
    return rows if viewer.store_ids is None else rows.filter(discussion__store_id__in=viewer.store_ids)


def orders(viewer: Viewer) -> QuerySet[Order]:
    """The orders of the visible stores' channels."""
    rows = Order.objects.filter(account_id=viewer.account_id)
    return rows if viewer.store_ids is None else rows.filter(channel__store_id__in=viewer.store_ids)


def mails(viewer: Viewer) -> QuerySet[RawMail]:
    """The mails that came for the visible stores' channels."""
    rows = RawMail.objects.filter(account_id=viewer.account_id)
    return rows if viewer.store_ids is None else rows.filter(channel__store_id__in=viewer.store_ids)


def attachments(viewer: Viewer) -> QuerySet[Attachment]:
    """The files of the visible discussions, and those uploaded for a reply to come.

    A file that belongs to no discussion yet belongs to no store either: whoever sees only some stores
    sees the ones that they uploaded.
    """
    rows = Attachment.objects.filter(account_id=viewer.account_id)
    if viewer.store_ids is None:
        return rows
    own_upload = Q(discussion=None, uploaded_by_id=viewer.member_id)
    return rows.filter(own_upload | Q(discussion__store_id__in=viewer.store_ids))


def file_links(viewer: Viewer) -> QuerySet[FileLink]:
    """The links to the visible files."""
    return FileLink.objects.filter(attachment__in=attachments(viewer))


def drafts(viewer: Viewer) -> QuerySet[Draft]:
    """The viewer's own drafts, in the visible discussions; nobody else's."""
    rows = Draft.objects.filter(account_id=viewer.account_id, member_id=viewer.member_id)
    return rows if viewer.store_ids is None else rows.filter(discussion__store_id__in=viewer.store_ids)


def bulk_acts(viewer: Viewer) -> QuerySet[BulkAct]:
    """The viewer's own changes of many discussions."""
    return BulkAct.objects.filter(account_id=viewer.account_id, member_id=viewer.member_id)


def one_discussion(viewer: Viewer, discussion_id: UUID) -> Discussion:
    """One visible discussion; RefusalError NOT_FOUND otherwise."""
    try:
        return discussions(viewer).get(id=discussion_id)
    except Discussion.DoesNotExist:
        raise no_such_discussion() from None


def held_discussion(viewer: Viewer, discussion_id: UUID) -> Discussion:
    """The same with its channel, held for the transaction at hand: all who answer it take turns.

    By hand and prepared: it begins every answer, and the ORM would ask thrice.
    """
    stores = None if viewer.store_ids is None else list(viewer.store_ids)
    asked = {"id": discussion_id, "account": viewer.account_id, "stores": stores}
    for discussion, channel in quick_pairs(Discussion, Channel, HELD, asked):
        discussion.channel = channel
        return discussion
    raise no_such_discussion()


def no_such_discussion(field: str | None = None) -> RefusalError:
    """The one answer for a discussion that does not exist and for one that may not be seen."""
    return refuse(ErrorCode.NOT_FOUND, _("There is no such discussion, or you may not see it."), field)
