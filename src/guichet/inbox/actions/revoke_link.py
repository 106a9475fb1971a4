"""Withdraws a link to a file."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import attachments, file_links
from guichet.inbox.models import FileLink


def revoke_link(viewer: Viewer, link_id: UUID) -> FileLink:
    """From now on the link leads nowhere; once more changes nothing. RefusalError NOT_FOUND or FORBIDDEN."""
    viewer.must_reply()
    with transaction.atomic():
        link = file_links(viewer).select_for_update(of=("self",)).filter(id=link_id).first()
        if link is None:
            message = _("There is no such link, or you may not see it.")
            raise refuse(ErrorCode.NOT_FOUND, message, "linkId")
        if link.revoked_at is None:
            link.revoked_at = timezone.now()
            link.save(update_fields=["revoked_at"])
            before = {"attachment": link.attachment_id, "downloads": link.downloads}
            record(viewer, "file_link.revoke", "file_link", link.pk, before)
    return link


def revoke_link_of(viewer: Viewer, attachment_id: UUID) -> FileLink:
    """The same by the file that the link leads to; INVALID for a visible file that went without one."""
    link_id = file_links(viewer).filter(attachment_id=attachment_id).values_list("id", flat=True).first()
    if link_id is None:
        viewer.must_reply()
        if not attachments(viewer).filter(id=attachment_id).exists():
            message = _("There is no such file, or you may not see it.")
            raise refuse(ErrorCode.NOT_FOUND, message, "attachmentId")
        message = _("This file reached the customer without a link, so there is none to withdraw.")
        raise refuse(ErrorCode.INVALID, message, "attachmentId")
    return revoke_link(viewer, link_id)
