"""The page of one conversation."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.accounts.models import Channel
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.set_read import set_read
from guichet.inbox.queries.conversation import Conversation, conversation_of
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.platforms.words import DiscussionType, ParticipantKind
from guichet.web.conversation.bubble import Place, bubbles_of
from guichet.web.conversation.composer import Draft, composer_of
from guichet.web.conversation.drafts import kept_draft
from guichet.web.conversation.order import panel_of, safe_link
from guichet.web.due import due_in
from guichet.web.gate import is_partial, members_only
from guichet.web.inbox.asked import Asked, asked_of
from guichet.web.inbox.row import NO_SUBJECT, STATUS_NAMES, TYPES
from guichet.web.inbox.title import here_of, title_of
from guichet.web.marketplaces import name_of, tile_of
from guichet.web.people import ROLES, counterpart
from guichet.web.shell.shell import shell_of


@require_safe
@members_only
def conversation(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> HttpResponse:
    """All of a discussion; a person who opens it has read it."""
    found = conversation_of(viewer, discussion_id)
    if not found.row.is_read and _is_a_visit(request) and viewer.may_reply:
        set_read(viewer, [discussion_id], is_read=True)
    return show(request, viewer, found, kept_draft(request, viewer, discussion_id))


def show(
    request: HttpRequest, viewer: Viewer, found: Conversation, draft: Draft, status: int = 200
) -> HttpResponse:
    """The page with a draft in its composer."""
    asked = asked_of(request.GET, viewer)
    shell = shell_of(request, viewer, here_of(asked), asked.store)
    channel = next(c for c in shell.channels if c.pk == found.row.channel_id)
    context = {"shell": shell, **_head(request, asked, found.row), **_body(viewer, found, channel, draft)}
    return render(request, "guichet/conversation/page.html", context, status=status)


def _is_a_visit(request: HttpRequest) -> bool:
    """Not a script's part, not a browser reading ahead (Fetch standard, Sec-Purpose)."""
    ahead = request.headers.get("Sec-Purpose", "")
    return request.method == "GET" and not is_partial(request) and "prefetch" not in ahead


def _head(request: HttpRequest, asked: Asked, row: DiscussionRow) -> dict[str, Any]:
    """The bar, and the way back to the list that led here."""
    query = request.GET.urlencode()
    return {
        "row": row,
        "subject": row.subject or NO_SUBJECT,
        "status": row.status.lower(),
        "status_name": STATUS_NAMES[row.status],
        "query": query,
        "suffix": f"?{query}" if query else "",
        "back_link": f"/?{query}#d-{row.id}" if query else f"/#d-{row.id}",
        "back_name": title_of(asked),
        "here_link": request.get_full_path() if request.method == "GET" else f"/d/{row.id}",
    }


def _body(viewer: Viewer, found: Conversation, channel: Channel, draft: Draft) -> dict[str, Any]:
    row, store = found.row, channel.store.name
    marketplace = name_of(row.marketplace)
    icon, type_name = TYPES[DiscussionType(row.type)]
    return {
        "marketplace": marketplace,
        "tile": tile_of(row.marketplace),
        "type_icon": icon,
        "type_name": type_name,
        "store_name": store,
        "who": counterpart(row.participants, marketplace),
        "initiator": _initiator(row, marketplace),
        "due": due_in(row.reply_due_at, timezone.now()) if row.needs_reply_since else None,
        "bubbles": bubbles_of(found.messages, Place(row.id, store, marketplace)),
        "missing": max(0, row.marketplace_message_count - row.message_count),
        "order": panel_of(found.order, store) if found.order else None,
        "product": row.product,
        "product_link": safe_link((row.product or {}).get("url")),
        "files": found.attachments,
        "composer": composer_of(viewer, row, channel, marketplace, draft),
    }


def _initiator(row: DiscussionRow, marketplace: str) -> str:
    """Camille Renard, customer."""
    if row.initiator is None:
        return ""
    kind = ParticipantKind(row.initiator["kind"])
    return f"{row.initiator.get('name') or marketplace}, {ROLES[kind]}"
