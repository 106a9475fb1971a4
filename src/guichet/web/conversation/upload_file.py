"""A file chosen, dropped or pasted: taken in at once, or refused beside it with the text kept."""

from collections.abc import Sequence
from typing import BinaryIO, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guichet.accounts.errors import ErrorCode, Problem, RefusalError
from guichet.accounts.queries.channels import channel_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import no_such_discussion
from guichet.inbox.actions.check_files import file_problems
from guichet.inbox.actions.shrink import shrink
from guichet.inbox.actions.upload import upload
from guichet.inbox.models import Attachment
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.web.conversation.composer import limits_of
from guichet.web.gate import members_only


@require_POST
@members_only
def take_file(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> HttpResponse:
    """Its chip for the composer, with `smaller` that of a shrunk picture; 422 and why where it cannot go."""
    viewer.must_reply()
    row = discussion_by_id(viewer, discussion_id)
    if row is None:
        raise no_such_discussion()
    given = request.FILES.get("file")
    if given is None:
        return _no([Problem(ErrorCode.REQUIRED, _("No file came with this; choose it again."))])
    limits = limits_of(channel_of(viewer, row.channel_id))
    planned = Attachment(file_name=given.name or "", size_bytes=given.size or 0)
    problems = file_problems([planned], limits)
    may_shrink = [p.code for p in problems] == [ErrorCode.TOO_LARGE] and limits.max_attachment_bytes
    most = limits.max_attachment_bytes if may_shrink and request.POST.get("smaller") == "1" else None
    if problems and most is None:
        return _no(problems, may_shrink=bool(may_shrink) and _is_picture(given))
    try:
        file = upload(viewer, given.name or "", cast("BinaryIO", given.file), given.content_type)
        if most is not None:
            file = shrink(viewer, file.pk, most)
    except RefusalError as refusal:
        return _no(refusal.problems)
    return render(request, "guichet/conversation/chosen.html", {"file": file})


def _is_picture(given: "UploadedFile[bytes]") -> bool:
    return (given.content_type or "").startswith("image/")


def _no(problems: Sequence[Problem], *, may_shrink: bool = False) -> HttpResponse:
    """The script offers to make a picture smaller where that is all that is wrong with it."""
    sentence = " ".join(problem.message for problem in problems)
    answer = HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")
    if may_shrink:
        answer["X-May-Shrink"] = "1"
    return answer
