"""Answering: what was typed is never lost, and a form sent twice is one reply."""

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO, cast
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guichet.accounts.errors import ErrorCode, Problem, RefusalError
from guichet.accounts.models import Person
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.reply import ReplyRequest
from guichet.inbox.actions.upload import upload
from guichet.inbox.models import Attachment, DiscussionStatus, Message
from guichet.invoicing.actions.reply_with_invoice import reply_with_invoice
from guichet.web.back import to
from guichet.web.conversation.came_from import address_of, suffix_of
from guichet.web.conversation.composer import Draft, recipients_of
from guichet.web.conversation.drafts import hold_unsent, ids_of, keep_draft, posted
from guichet.web.conversation.onward import next_after
from guichet.web.conversation.page import show
from guichet.web.gate import members_only

# How long a reply can be taken back.
HOLD_SECONDS = 10
THEN = {"solved": DiscussionStatus.SOLVED, "pending": DiscussionStatus.PENDING}


@require_POST
def send_reply(request: HttpRequest, discussion_id: UUID) -> HttpResponseBase:
    """Queue the answer; somebody whose sign-in has ended signs in first and finds the text again."""
    if isinstance(request.user, Person):
        return _send(request, discussion_id)
    hold_unsent(request, discussion_id)
    where = f"/d/{discussion_id}{suffix_of(address_of(request))}"
    return to(f"{settings.LOGIN_URL}?{urlencode({'next': where})}")


@members_only
def _send(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> HttpResponse:
    """Back to the answer or on to the next discussion; on a refusal the same page, text and files kept."""
    viewer.must_reply()
    draft = posted_draft(request, viewer)
    if draft.problems:
        return _refused(request, viewer, discussion_id, draft)
    then = THEN.get(request.POST.get("then", ""))
    onward = next_after(request, viewer, discussion_id) if then is DiscussionStatus.SOLVED else ""
    asked_at = timezone.now()
    try:
        message = reply_with_invoice(viewer, _request_of(request, discussion_id, draft, then))
    except RefusalError as refusal:
        return _refused(request, viewer, discussion_id, replace(draft, problems=refusal.problems))
    if message.created_at < asked_at and not _says(message, draft.body):
        return _sent_before(request, viewer, discussion_id, draft, message)
    if onward:
        return to(f"{onward}{'&' if '?' in onward else '?'}left={message.pk}")
    return to(f"/d/{discussion_id}{suffix_of(address_of(request))}#m-{message.pk}")


def posted_draft(request: HttpRequest, viewer: Viewer) -> Draft:
    """What the composer holds, its new files stored; `problems` tells which files were not."""
    typed = posted(request, viewer)
    stored, problems = _stored(viewer, request.FILES.getlist("files"))
    return replace(typed, files=[*typed.files, *stored], problems=problems)


def _refused(request: HttpRequest, viewer: Viewer, discussion_id: UUID, draft: Draft) -> HttpResponse:
    return show(request, viewer, discussion_id, draft, status=422)


def _request_of(
    request: HttpRequest, discussion_id: UUID, draft: Draft, then: DiscussionStatus | None
) -> ReplyRequest:
    return ReplyRequest(
        discussion_id=discussion_id,
        body=draft.body,
        recipients=recipients_of(draft.to),
        attachment_ids=[file.pk for file in draft.files],
        attach_invoice=draft.with_invoice,
        then_status=then,
        idempotency_key=draft.key,
        hold_seconds=HOLD_SECONDS,
        seen_message_id=next(iter(ids_of([request.POST.get("seen", "")])), None),
    )


def _says(message: Message, body: str) -> bool:
    """Whether a reply holds this text; lines of links may stand below it."""
    return message.body.startswith(body.replace("\r\n", "\n").replace("\r", "\n").strip())


def _sent_before(
    request: HttpRequest, viewer: Viewer, discussion_id: UUID, draft: Draft, message: Message
) -> HttpResponse:
    """The form was sent once and came back by the browser's own way, with other words in it."""
    sentence = _(
        "This form was sent already, at %(time)s, and that answer stands. "
        "Send this text once more if it is to go as a second answer."
    )
    said = sentence % {"time": timezone.localtime(message.created_at).strftime("%H:%M")}
    kept = replace(draft, key=uuid4().hex, problems=[Problem(ErrorCode.CONFLICT, said, "lastSeenMessageId")])
    keep_draft(viewer, discussion_id, kept)
    return _refused(request, viewer, discussion_id, kept)


def _stored(viewer: Viewer, given: "Sequence[UploadedFile[bytes]]") -> tuple[list[Attachment], list[Problem]]:
    stored: list[Attachment] = []
    problems: list[Problem] = []
    for one in given:
        try:
            stored.append(upload(viewer, one.name or "", cast("BinaryIO", one.file), one.content_type))
        except RefusalError as refusal:
            problems.extend(refusal.problems)
    return stored, problems
