"""Answering: what was typed is never lost, and a form sent twice is one reply."""

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO, cast
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from guichet.accounts.errors import Problem, RefusalError
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.actions.upload import upload
from guichet.inbox.models import Attachment, DiscussionStatus
from guichet.inbox.queries.conversation import conversation_of
from guichet.web.back import to
from guichet.web.conversation.composer import Draft, recipients_of
from guichet.web.conversation.drafts import drop_draft, uploads
from guichet.web.conversation.page import show
from guichet.web.gate import members_only

# How long a reply can be taken back.
HOLD_SECONDS = 10
THEN = {"solved": DiscussionStatus.SOLVED, "pending": DiscussionStatus.PENDING}


@require_POST
@members_only
def send_reply(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> HttpResponse:
    """Queue the answer and come back to it; on a refusal the same page, with text and files kept."""
    found = conversation_of(viewer, discussion_id)
    viewer.must_reply()
    draft = posted_draft(request, viewer)
    if draft.problems:
        return show(request, viewer, found, draft, status=422)
    try:
        message = reply(viewer, _request_of(request, discussion_id, draft))
    except RefusalError as refusal:
        refused = replace(draft, problems=refusal.problems)
        return show(request, viewer, found, refused, status=422)
    drop_draft(request, discussion_id)
    query = request.GET.urlencode()
    return to(f"/d/{discussion_id}{'?' + query if query else ''}#m-{message.pk}")


def posted_draft(request: HttpRequest, viewer: Viewer) -> Draft:
    """What the composer holds, its new files stored; `problems` tells which files were not."""
    form = request.POST
    stored, problems = _stored(viewer, request.FILES.getlist("files"))
    kept = uploads(viewer, _ids(form.getlist("attachment")))
    return Draft(
        body=form.get("body", ""),
        to=form.get("to", ""),
        files=[*kept, *stored],
        problems=problems,
        key=form.get("key") or uuid4().hex,
    )


def _request_of(request: HttpRequest, discussion_id: UUID, draft: Draft) -> ReplyRequest:
    return ReplyRequest(
        discussion_id=discussion_id,
        body=draft.body,
        recipients=recipients_of(draft.to),
        attachment_ids=[file.pk for file in draft.files],
        then_status=THEN.get(request.POST.get("then", "")),
        idempotency_key=draft.key,
        hold_seconds=HOLD_SECONDS,
    )


def _stored(viewer: Viewer, given: "Sequence[UploadedFile[bytes]]") -> tuple[list[Attachment], list[Problem]]:
    stored: list[Attachment] = []
    problems: list[Problem] = []
    for one in given:
        try:
            stored.append(upload(viewer, one.name or "", cast("BinaryIO", one.file), one.content_type))
        except RefusalError as refusal:
            problems.extend(refusal.problems)
    return stored, problems


def _ids(texts: Sequence[str]) -> list[UUID]:
    """Ids as a form sends them; anything else was never ours."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
