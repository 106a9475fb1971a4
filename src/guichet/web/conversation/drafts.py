"""What one has typed and not sent, as the composer holds it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest

from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.inbox.actions.save_draft import DraftRequest, save_draft
from guichet.inbox.models import Attachment, AttachmentState
from guichet.inbox.queries.drafts import draft_of
from guichet.web.conversation.composer import Draft, choice_of, recipients_of, writer_of

# A sign-in that ended in the middle of an answer: the text waits in the browser's new session for its writer.
UNSENT = "unsent"
MAX_LENGTH = 100_000


def keep_draft(viewer: Viewer, discussion_id: UUID, draft: Draft) -> None:
    """On the server, for this person alone, unless it was sent meanwhile; RefusalError as the action's."""
    files = [file.pk for file in draft.files]
    save_draft(viewer, DraftRequest(discussion_id, draft.body, recipients_of(draft.to), files, draft.key))


def kept_draft(viewer: Viewer, discussion_id: UUID) -> Draft:
    """What is kept; an empty draft otherwise."""
    kept = draft_of(viewer, discussion_id)
    if kept is None:
        return Draft()
    files = uploads(viewer, kept.files)
    return Draft(kept.body, choice_of(kept.recipients), files, kept_at=kept.updated_at)


def uploads(viewer: Viewer, ids: Sequence[UUID]) -> list[Attachment]:
    """The uploads that are still waiting for a reply, in the given order."""
    if not ids:
        return []
    rows = access.attachments(viewer).filter(id__in=ids, state=AttachmentState.STORED)
    found = {file.pk: file for file in rows}
    return [found[file_id] for file_id in ids if file_id in found]


def posted(request: HttpRequest, viewer: Viewer) -> Draft:
    """What a form of the composer holds, without its new files."""
    form = request.POST
    files = uploads(viewer, ids_of(form.getlist("attachment")))
    return Draft(
        body=form.get("body", ""),
        to=form.get("to", ""),
        files=files,
        key=form.get("key") or uuid4().hex,
        with_invoice=form.get("invoice") == "1",
    )


def hold_unsent(request: HttpRequest, discussion_id: UUID) -> None:
    """Keep what somebody posted whose sign-in has ended; only they find it when they are back."""
    writer = writer_of(request.POST.get("writer", ""))
    if writer is None:
        return
    request.session[UNSENT] = {
        "writer": writer.hex,
        "discussion": discussion_id.hex,
        "body": request.POST.get("body", "")[:MAX_LENGTH],
        "to": request.POST.get("to", ""),
        "files": [file_id.hex for file_id in ids_of(request.POST.getlist("attachment"))][:100],
    }


def recover_unsent(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> bool:
    """Make it a draft again; True when there was something."""
    unsent: dict[str, Any] | None = request.session.get(UNSENT)
    if unsent is None or unsent["discussion"] != discussion_id.hex:
        return False
    del request.session[UNSENT]
    if unsent["writer"] != viewer.member_id.hex or not viewer.may_reply:
        return False
    files = uploads(viewer, ids_of(unsent["files"]))
    keep_draft(viewer, discussion_id, Draft(unsent["body"], unsent["to"], files))
    return bool(unsent["body"].strip())


def ids_of(texts: Sequence[str]) -> list[UUID]:
    """Ids as a form sends them; anything else was never ours."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
