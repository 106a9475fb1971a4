"""What changed in a conversation: messages to put in their places."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guichet.accounts.queries.channels import channel_of
from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.inbox.actions.note_visit import note_visit
from guichet.inbox.models import Attachment, Message
from guichet.inbox.queries.changes import Told, thread_since
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.inbox.queries.version import Version, current_version, read_version
from guichet.platforms.words import ParticipantKind
from guichet.web.conversation.bubble import Place, bubble_of
from guichet.web.conversation.spoken import spoken_in
from guichet.web.due import due_of
from guichet.web.gate import is_partial, members_only
from guichet.web.marketplaces import name_of
from guichet.web.moments import day_title

# A page that missed more draws itself anew.
MOST = 100


@require_safe
@never_cache
@members_only
def thread_changes(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> HttpResponse:
    """The messages that changed since the version, drawn, and the order that all of them stand in."""
    now = current_version()
    row = discussion_by_id(viewer, discussion_id)
    if row is None:
        raise access.no_such_discussion()
    told = thread_since(viewer, row.id, _of_this_history(request.GET.get("since"), now))
    changed = [one.id for one in told if one.is_changed][-MOST:]
    # The page that asks puts them before its reader, and asks only while it is looked at.
    if changed and is_partial(request):
        note_visit(viewer, row.id, max(one.id for one in told))
    return JsonResponse({
        "version": str(now),
        "order": [str(one.id) for one in told],
        "messages": _drawn(request, viewer, row, _days_of(told), changed),
        "status": row.status.lower(),
        "isRead": row.is_read,
        "due": _due(request, row),
    })  # fmt: skip


def _due(request: HttpRequest, row: DiscussionRow) -> str:
    """Until when an answer is awaited, drawn: a reply that has arrived stops the clock."""
    context = {"row": row, "due": due_of(row, timezone.now())}
    return render_to_string("guichet/conversation/due.html", context, request).strip()


def _of_this_history(text: str | None, now: Version) -> Version | None:
    since = read_version(text)
    return since if since is not None and since.history == now.history else None


def _days_of(told: Sequence[Told]) -> dict[UUID, str]:
    """The title of each day, at the message that begins it."""
    today, previous = timezone.localdate(), None
    found = {}
    for one in told:
        day = timezone.localdate(one.sent_at)
        if day != previous:
            found[one.id] = day_title(day, today)
        previous = day
    return found


def _drawn(
    request: HttpRequest, viewer: Viewer, row: DiscussionRow, days: dict[UUID, str], ids: Sequence[UUID]
) -> list[dict[str, Any]]:
    if not ids:
        return []
    store = channel_of(viewer, row.channel_id).store.name
    place = Place(row.id, store, name_of(row.marketplace), spoken_in(row, None))
    messages = access.messages(viewer).filter(id__in=ids).order_by("sent_at", "id")
    files = _files_of(viewer, ids)
    return [
        {"day": days.get(message.pk, ""), **_one(request, viewer, message, files[message.pk], place)}
        for message in messages
    ]


def _files_of(viewer: Viewer, ids: Sequence[UUID]) -> dict[UUID, list[Attachment]]:
    found: dict[UUID, list[Attachment]] = {message_id: [] for message_id in ids}
    rows = access.attachments(viewer).filter(message_id__in=ids).select_related("link")
    for file in rows.order_by("created_at", "id"):
        if file.message_id is not None:
            found[file.message_id].append(file)
    return found


def _one(
    request: HttpRequest, viewer: Viewer, message: Message, files: Sequence[Attachment], place: Place
) -> dict[str, Any]:
    bubble = bubble_of(message, files, place, timezone.now())
    context = {"one": bubble, "may_reply": viewer.may_reply}
    return {
        "id": str(message.pk),
        "html": render_to_string("guichet/conversation/message.html", context, request),
        "date": timezone.localdate(message.sent_at).isoformat(),
        "isOurs": message.author_kind == ParticipantKind.MERCHANT,
        "author": bubble.author,
    }
