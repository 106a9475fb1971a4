"""A text that was taken back stays in the session until it is sent, so that no reload loses it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.inbox.models import Attachment, AttachmentState
from guichet.web.conversation.composer import Draft


def keep_draft(request: HttpRequest, discussion_id: UUID, draft: Draft) -> None:
    """Put it into the session."""
    request.session[_key(discussion_id)] = {
        "body": draft.body,
        "to": draft.to,
        "files": [str(file.pk) for file in draft.files],
    }


def kept_draft(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> Draft:
    """What is kept; an empty draft otherwise."""
    kept: dict[str, Any] = request.session.get(_key(discussion_id), {})
    ids = [UUID(text) for text in kept.get("files", ())]
    return Draft(kept.get("body", ""), kept.get("to", ""), uploads(viewer, ids))


def drop_draft(request: HttpRequest, discussion_id: UUID) -> None:
    """It was sent."""
    request.session.pop(_key(discussion_id), None)


def uploads(viewer: Viewer, ids: list[UUID]) -> list[Attachment]:
    """The uploads that are still waiting for a reply, in the given order."""
    rows = access.attachments(viewer).filter(id__in=ids, state=AttachmentState.STORED)
    found = {file.pk: file for file in rows}
    return [found[file_id] for file_id in ids if file_id in found]


def _key(discussion_id: UUID) -> str:
    return f"draft:{discussion_id}"
