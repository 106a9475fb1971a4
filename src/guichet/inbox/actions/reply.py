"""Answers a discussion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.accounts.audit import record
from guichet.accounts.errors import RefusalError
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import held_discussion
from guichet.inbox.actions.check_reply import problems_of
from guichet.inbox.actions.files_of_reply import link_files, uploads_of
from guichet.inbox.actions.links_of_reply import PlannedLink, planned_links, store_links
from guichet.inbox.actions.save_draft import drop_draft
from guichet.inbox.actions.set_status import change_status
from guichet.inbox.actions.unseen_answer import refuse_unseen
from guichet.inbox.link_lines import with_lines
from guichet.inbox.models import Attachment, Delivery, Discussion, DiscussionStatus, Message
from guichet.inbox.outbox import wake_delivery
from guichet.inbox.searchable import make_searchable
from guichet.platforms.words import ParticipantKind


@dataclass(frozen=True, slots=True)
class ReplyRequest:
    """An answer as asked for; `hold_seconds` is how long it can be taken back.

    `seen_message_id` is the newest message that its writer had seen: with it, an answer that somebody else
    gave meanwhile stands in the way.
    """

    discussion_id: UUID
    body: str
    recipients: Sequence[ParticipantKind]
    attachment_ids: Sequence[UUID] = ()
    attach_invoice: bool = False
    then_status: DiscussionStatus | None = None
    idempotency_key: str | None = None
    hold_seconds: int = 0
    seen_message_id: UUID | None = None


def reply(viewer: Viewer, request: ReplyRequest) -> Message:
    """Queue an answer together with its change of status, in one transaction with its job.

    The same idempotency key in one discussion gives back the reply that is there, whatever else the
    request says. RefusalError with every reason found; then nothing was changed and nothing is sent.
    CONFLICT, field `lastSeenMessageId`, when the discussion was answered after the message seen last; the
    same request with the newest id goes through. The writer's draft in the discussion is gone afterwards.
    """
    viewer.must_reply()
    with transaction.atomic():
        # Of two requests with one key at once, the second waits here, and finds the reply of the first.
        discussion = held_discussion(viewer, request.discussion_id)
        earlier = _earlier(discussion, request.idempotency_key)
        return earlier or _answered(viewer, discussion, request)


def _earlier(discussion: Discussion, key: str | None) -> Message | None:
    if not key:
        return None
    return Message.objects.filter(discussion=discussion, idempotency_key=key).first()


def _answered(viewer: Viewer, discussion: Discussion, request: ReplyRequest) -> Message:
    uploads, problems = uploads_of(viewer, request.attachment_ids)
    links = planned_links(discussion, uploads)
    problems += problems_of(discussion, request, uploads, [link.line for link in links])
    if problems:
        raise RefusalError(*problems)
    refuse_unseen(viewer, discussion, request)
    return _queue(viewer, discussion, request, uploads, links)


def _queue(
    viewer: Viewer,
    discussion: Discussion,
    request: ReplyRequest,
    uploads: Sequence[Attachment],
    links: Sequence[PlannedLink],
) -> Message:
    now = timezone.now()
    leaves_at = now + timedelta(seconds=request.hold_seconds)
    message = Message.objects.create(
        account_id=viewer.account_id,
        discussion=discussion,
        author_kind=ParticipantKind.MERCHANT,
        author_name=viewer.name,
        recipients=sorted({kind.value for kind in request.recipients}),
        body=with_lines(_typed(request.body), [link.line for link in links]),
        sent_at=now,
        delivery=Delivery.QUEUED,
        leaves_at=leaves_at,
        look_at=leaves_at,
        idempotency_key=request.idempotency_key or None,
        written_by_id=viewer.member_id,
    )
    files = link_files(message, uploads)
    if links:
        store_links(files, links)
    make_searchable(message, [message.body, *(file.file_name for file in uploads)])
    if request.then_status is not None:
        change_status(viewer, [discussion.pk], request.then_status)
    drop_draft(viewer, discussion)
    wake_delivery(message.pk, leaves_at if request.hold_seconds else None)
    _note(viewer, discussion, request, message, len(uploads))
    return message


def _note(
    viewer: Viewer, discussion: Discussion, request: ReplyRequest, message: Message, files: int
) -> None:
    said = {
        "discussion": discussion.pk, "recipients": message.recipients, "length": len(message.body),
        "files": files, "status": request.then_status,
    }  # fmt: skip
    before = None if request.then_status is None else {"status": discussion.status}
    record(viewer, "message.reply", "message", message.pk, before, said)


def _typed(body: str) -> str:
    """What was typed, with one kind of line end and no blank edges."""
    return body.replace("\r\n", "\n").replace("\r", "\n").strip()
