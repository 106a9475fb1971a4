"""Withdrawing a link that a customer was sent."""

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.revoke_link import revoke_link
from guichet.web.back import to
from guichet.web.conversation.messages import keep_composer, to_message
from guichet.web.gate import members_only


@require_POST
@members_only
def withdraw(request: HttpRequest, viewer: Viewer, discussion_id: UUID, link_id: UUID) -> HttpResponse:
    """The link leads nowhere any more; what stands in the composer is kept."""
    link = revoke_link(viewer, link_id)
    keep_composer(request, viewer, discussion_id)
    notices.success(request, _("The link to %(file)s is withdrawn.") % {"file": link.attachment.file_name})
    message_id = link.attachment.message_id
    if message_id is None:
        return to(f"/d/{discussion_id}")
    return to_message(request, discussion_id, message_id)
