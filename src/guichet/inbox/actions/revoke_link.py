"""Withdraws a link to a file."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import file_links
from guichet.inbox.models import FileLink


def revoke_link(viewer: Viewer, link_id: UUID) -> FileLink:
    """From now on the link leads nowhere; once more changes nothing. RefusalError NOT_FOUND or FORBIDDEN."""
    viewer.must_reply()
    with transaction.atomic():
        link = file_links(viewer).select_for_update(of=("self",)).filter(id=link_id).first()
        if link is None:
            raise refuse(ErrorCode.NOT_FOUND, "There is no such link, or you may not see it.", "linkId")
        if link.revoked_at is None:
            link.revoked_at = timezone.now()
            link.save(update_fields=["revoked_at"])
    return link
