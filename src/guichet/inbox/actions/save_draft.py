"""Keeps what one has typed and not sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.queries.quick import quick_once
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import drafts, one_discussion
from guichet.inbox.models import Discussion, Draft, Message
from guichet.platforms.words import ParticipantKind

DROP = "DELETE FROM draft WHERE account_id = %s AND member_id = %s AND discussion_id = %s"
MAX_LENGTH = 100_000
MAX_FILES = 100


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """An answer in the making, as it stands in the composer.

    `reply_key` is the idempotency key that its reply will have: a draft that comes late, once that reply is
    there, is not kept.
    """

    discussion_id: UUID
    body: str
    recipients: Sequence[ParticipantKind] = ()
    attachment_ids: Sequence[UUID] = ()
    reply_key: str | None = None


def save_draft(viewer: Viewer, request: DraftRequest) -> Draft | None:
    """Keep it in place of the one before; without words and files there is none, and None is given back.

    RefusalError TOO_LONG beyond 100,000 characters, TOO_LARGE beyond 100 files.
    """
    viewer.must_reply()
    discussion = one_discussion(viewer, request.discussion_id)
    body = request.body.replace("\x00", "")
    if len(body) > MAX_LENGTH:
        message = _("A draft has at most %(most)s characters; shorten it.") % {"most": MAX_LENGTH}
        raise refuse(ErrorCode.TOO_LONG, message, "body")
    if len(request.attachment_ids) > MAX_FILES:
        message = _("A draft has at most %(most)s files; take some out.") % {"most": MAX_FILES}
        raise refuse(ErrorCode.TOO_LARGE, message, "attachmentIds")
    if not body.strip() and not request.attachment_ids:
        drafts(viewer).filter(discussion=discussion).delete()
        return None
    with transaction.atomic():
        # The lock that replies take too: this is before the reply, which drops it, or after, and finds it.
        Discussion.objects.select_for_update(of=("self",)).filter(pk=discussion.pk).values("pk").get()
        return None if _was_sent(request) else _kept(viewer, request, body)


def _was_sent(request: DraftRequest) -> bool:
    if not request.reply_key:
        return False
    sent = Message.objects.filter(discussion_id=request.discussion_id, idempotency_key=request.reply_key)
    return sent.exists()


def _kept(viewer: Viewer, request: DraftRequest, body: str) -> Draft:
    kept, _created = Draft.objects.update_or_create(
        account_id=viewer.account_id,
        member_id=viewer.member_id,
        discussion_id=request.discussion_id,
        defaults={
            "body": body,
            "recipients": [kind.value for kind in request.recipients],
            "files": list(dict.fromkeys(request.attachment_ids)),
            "updated_at": timezone.now(),
        },
    )
    return kept


def drop_draft(viewer: Viewer, discussion: Discussion) -> None:
    """It was sent, in the transaction at hand."""
    quick_once(DROP, [viewer.account_id, viewer.member_id, discussion.pk])
