"""Ties a discussion to the merchant's own ticket."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import discussions, one_discussion

FIELD = "merchantDiscussionId"
MAX_LENGTH = 300


def assign_merchant_id(viewer: Viewer, discussion_id: UUID, merchant_discussion_id: str | None) -> None:
    """Store the merchant's own ticket id; None or blank takes it away.

    RefusalError CONFLICT when another discussion of the account carries it, TOO_LONG beyond 300 characters.
    """
    viewer.must_reply()
    ticket = (merchant_discussion_id or "").replace("\x00", "").strip() or None
    if ticket is not None and len(ticket) > MAX_LENGTH:
        message = _("A ticket id has at most %(most)s characters.") % {"most": MAX_LENGTH}
        raise refuse(ErrorCode.TOO_LONG, message, FIELD)
    discussion = one_discussion(viewer, discussion_id)
    try:
        with transaction.atomic():
            changed = discussions(viewer).filter(id=discussion.pk)
            changed.update(merchant_discussion_id=ticket, updated_at=timezone.now())
            before = {"merchant_id": discussion.merchant_discussion_id}
            record(
                viewer, "discussion.assign_merchant_id", "discussion", discussion.pk,
                before, {"merchant_id": ticket},
            )  # fmt: skip
    except IntegrityError as error:
        message = _("Another discussion already carries the ticket id %(ticket)s; take it away there first.")
        raise refuse(ErrorCode.CONFLICT, message % {"ticket": ticket}, FIELD) from error
