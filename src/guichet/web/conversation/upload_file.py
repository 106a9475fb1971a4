"""A file chosen, dropped or pasted: taken in at once, or refused beside it with the text kept."""

from typing import BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guichet.accounts.errors import RefusalError
from guichet.accounts.queries.channels import channel_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import no_such_discussion
from guichet.inbox.actions.check_files import file_problems
from guichet.inbox.actions.upload import upload
from guichet.inbox.models import Attachment
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.web.conversation.composer import limits_of
from guichet.web.gate import members_only


@require_POST
@members_only
def take_file(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> HttpResponse:
    """Its chip for the composer; 422 with a sentence where it cannot go there."""
    viewer.must_reply()
    row = discussion_by_id(viewer, discussion_id)
    if row is None:
        raise no_such_discussion()
    given = request.FILES.get("file")
    if given is None:
        return _no(_("No file came with this; choose it again."))
    planned = Attachment(file_name=given.name or "", size_bytes=given.size or 0)
    problems = file_problems([planned], limits_of(channel_of(viewer, row.channel_id)))
    if problems:
        return _no(" ".join(problem.message for problem in problems))
    try:
        file = upload(viewer, given.name or "", cast("BinaryIO", given.file), given.content_type)
    except RefusalError as refusal:
        return _no(" ".join(problem.message for problem in refusal.problems))
    return render(request, "guichet/conversation/chosen.html", {"file": file})


def _no(sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")
