"""What is done to one reply: tried again, taken back, sent at once."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.contrib import messages as notices
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.inbox.actions.cancel_message import cancel_message
from guichet.inbox.actions.retry_message import retry_message
from guichet.inbox.actions.send_now import send_now
from guichet.inbox.models import Attachment, Message
from guichet.web.back import to
from guichet.web.conversation.came_from import address_of, suffix_of
from guichet.web.conversation.composer import Draft, choice_of
from guichet.web.conversation.drafts import keep_draft, kept_draft
from guichet.web.conversation.reply import posted_draft
from guichet.web.gate import members_only


@require_POST
@members_only
def retry(request: HttpRequest, viewer: Viewer, discussion_id: UUID, message_id: UUID) -> HttpResponse:
    """Send a failed reply again; what stands in the composer is kept."""
    return _done(request, viewer, discussion_id, message_id, retry_message)


@require_POST
@members_only
def hurry(request: HttpRequest, viewer: Viewer, discussion_id: UUID, message_id: UUID) -> HttpResponse:
    """Let a held reply leave at once; what stands in the composer is kept."""
    return _done(request, viewer, discussion_id, message_id, send_now)


@require_POST
@members_only
def take_back(request: HttpRequest, viewer: Viewer, discussion_id: UUID, message_id: UUID) -> HttpResponse:
    """Back into the composer with its files, above what stands there already."""
    viewer.must_reply()
    message = _reply_of(viewer, discussion_id, message_id)
    if message is None:
        # Taken back a moment ago, by a second click perhaps: the draft is kept already.
        return to(f"/d/{discussion_id}{_suffix(request)}#reply")
    files = _files(viewer, message)
    there = posted_draft(request, viewer) if "body" in request.POST else kept_draft(viewer, discussion_id)
    try:
        # Together: a reply is not gone before its words are kept.
        with transaction.atomic():
            taken = cancel_message(viewer, message_id)
            keep_draft(viewer, discussion_id, _joined(taken, files, there))
    except RefusalError as refusal:
        keep_composer(request, viewer, discussion_id)
        _say(request, refusal)
        return to_message(request, discussion_id, message_id)
    return to(f"/d/{discussion_id}{_suffix(request)}#reply")


def _joined(taken: Message, files: list[Attachment], there: Draft) -> Draft:
    """The reply's words above those that stand in the composer already."""
    body = "\n\n".join(text for text in (taken.body, there.body.strip()) if text)
    return replace(there, body=body, to=choice_of(taken.recipients), files=[*files, *there.files])


def keep_composer(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> None:
    """What stands in the composer survives a button elsewhere; where it cannot be kept, the page says why."""
    typed: Draft = posted_draft(request, viewer)
    if not typed.body.strip() and not typed.files:
        return
    try:
        keep_draft(viewer, discussion_id, typed)
    except RefusalError as refusal:
        _say(request, refusal)


def to_message(request: HttpRequest, discussion_id: UUID, message_id: UUID) -> HttpResponse:
    """Back to where it stands in the thread."""
    return to(f"/d/{discussion_id}{_suffix(request)}#m-{message_id}")


def _done(
    request: HttpRequest,
    viewer: Viewer,
    discussion_id: UUID,
    message_id: UUID,
    act: Callable[[Viewer, UUID], Message],
) -> HttpResponse:
    viewer.must_reply()
    keep_composer(request, viewer, discussion_id)
    try:
        act(viewer, message_id)
    except RefusalError as refusal:
        _say(request, refusal)
    return to_message(request, discussion_id, message_id)


def _reply_of(viewer: Viewer, discussion_id: UUID, message_id: UUID) -> Message | None:
    wanted = access.messages(viewer).filter(id=message_id, discussion_id=discussion_id)
    return wanted.select_related("discussion").first()


def _files(viewer: Viewer, message: Message) -> list[Attachment]:
    rows = access.attachments(viewer).filter(message_id=message.pk).select_related("link")
    return list(rows.order_by("created_at", "id"))


def _say(request: HttpRequest, refusal: RefusalError) -> None:
    """A refusal that the page can say; others are a 404 or a 403."""
    if refusal.problems[0].code not in (ErrorCode.CONFLICT, ErrorCode.TOO_LONG, ErrorCode.TOO_LARGE):
        raise refusal
    notices.error(request, refusal.problems[0].message)


def _suffix(request: HttpRequest) -> str:
    return suffix_of(address_of(request))
