"""The files of conversations for those who read them: one address for each, so that browsers keep them."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.web.files.download import bytes_of
from guichet.web.gate import members_only


@require_safe
@members_only
def attached(_request: HttpRequest, viewer: Viewer, attachment_id: UUID) -> HttpResponse:
    """The bytes of a file that this viewer may see."""
    file = access.attachments(viewer).filter(id=attachment_id).first()
    if file is None:
        raise Http404(_("There is no such file, or you may not see it."))
    response: HttpResponse = bytes_of(file)  # type: ignore[assignment]
    return response
