"""The page of one conversation."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guichet.accounts.models import Channel
from guichet.accounts.queries.channels import channel_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.note_visit import note_visit
from guichet.inbox.actions.set_read import set_read
from guichet.inbox.queries.conversation import Conversation, conversation_of
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.inbox.queries.missing_order import without_access
from guichet.inbox.queries.version import version_now
from guichet.platforms.words import DiscussionType, ParticipantKind
from guichet.web.conversation.bubble import Place, bubbles_of
from guichet.web.conversation.came_from import ALL, ASKED, LEFT, address_of, came_from
from guichet.web.conversation.composer import Draft, composer_of
from guichet.web.conversation.drafts import kept_draft, recover_unsent
from guichet.web.conversation.invoice import offer_of
from guichet.web.conversation.left import left_of
from guichet.web.conversation.onward import opens_next
from guichet.web.conversation.order import panel_of, safe_link
from guichet.web.conversation.papers import papers_of
from guichet.web.conversation.pressed import lines_of
from guichet.web.conversation.spoken import spoken_in
from guichet.web.conversation.synced import synced_of
from guichet.web.due import due_of
from guichet.web.gate import is_partial, members_only
from guichet.web.inbox.asked import asked_of
from guichet.web.inbox.title import here_of, title_of
from guichet.web.marketplaces import name_of, tile_of
from guichet.web.people import ROLES
from guichet.web.sentences import said
from guichet.web.shell.shell import shell_of
from guichet.web.statuses import NO_SUBJECT, STATUS_NAMES, TYPES


@require_safe
@members_only
def conversation(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> HttpResponse:
    """The end of a discussion, or all of it; a person who opens it has read it."""
    if recover_unsent(request, viewer, discussion_id):
        notices.success(request, _("You were signed out before this answer was sent. Here it is again."))
    return show(request, viewer, discussion_id, None)


def show(
    request: HttpRequest, viewer: Viewer, discussion_id: UUID, draft: Draft | None, status: int = 200
) -> HttpResponse:
    """The page with this draft in its composer; with the one that is kept where none is given."""
    version = version_now()
    found = conversation_of(viewer, discussion_id, is_whole=ALL in request.GET)
    _note(request, viewer, found)
    channel = channel_of(viewer, found.row.channel_id)
    context = {"version": version, **_head(request, viewer, found.row), **_body(viewer, found, channel)}
    context["synced"] = synced_of(found.row, channel, request.GET.get(ASKED))
    kept = kept_draft(viewer, discussion_id) if draft is None else draft
    no_order = "" if found.order else said(without_access(channel, found.row.order_ref))
    context["no_order"] = no_order
    if found.order:
        # The discussion's own: what is asked of the order next need not look it up.
        found.order.channel = channel
    papers = papers_of(viewer, found.order) if found.order else None
    context["papers"] = papers
    context["composer"] = composer_of(
        viewer,
        found.row,
        channel,
        context["marketplace"],
        kept,
        found.window.newest_id,
        offer_of(papers, no_order),
    )
    return render(request, "guichet/conversation/page.html", context, status=status)


def _note(request: HttpRequest, viewer: Viewer, found: Conversation) -> None:
    """Not for a script's part, nor for a browser reading ahead (Fetch standard, Sec-Purpose)."""
    ahead = request.headers.get("Sec-Purpose", "")
    if request.method != "GET" or is_partial(request) or "prefetch" in ahead:
        return
    newest_id, seen_id = found.window.newest_id, found.window.seen_id
    # Nothing new is nothing to write, and no transaction for the disk to wait for.
    if newest_id and (seen_id is None or seen_id < newest_id):
        note_visit(viewer, found.row.id, newest_id)
    if not found.row.is_read and viewer.may_reply:
        set_read(viewer, [found.row.id], is_read=True)


def _head(request: HttpRequest, viewer: Viewer, row: DiscussionRow) -> dict[str, Any]:
    """The bar, the way back to the list that led here, and on to the next of it."""
    address = address_of(request)
    asked = asked_of(address, viewer)
    way = came_from(address, viewer, asked, row)
    return {
        "shell": shell_of(request, viewer, here_of(asked), asked.store),
        "row": row,
        "subject": row.subject or NO_SUBJECT,
        "status": row.status.lower(),
        "status_name": STATUS_NAMES[row.status],
        "way": way,
        "back_link": f"/?{way.query}#d-{row.id}" if way.query else f"/#d-{row.id}",
        "back_name": title_of(asked),
        "here_link": f"/d/{row.id}?{way.here}",
        "solved_link": way.next_link if opens_next(request) else "",
        "left": left_of(viewer, address.get(LEFT)),
    }


def _body(viewer: Viewer, found: Conversation, channel: Channel) -> dict[str, Any]:
    row, store = found.row, channel.store.name
    marketplace = name_of(row.marketplace)
    icon, type_name = TYPES[DiscussionType(row.type)]
    language = spoken_in(row, found.order)
    place = Place(row.id, store, marketplace, language)
    bubbles = bubbles_of(found.messages, place, found.window.first_new_id)
    return {
        "marketplace": marketplace,
        "tile": tile_of(row.marketplace),
        "type_icon": icon,
        "type_name": type_name,
        "store_name": store,
        "initiator": _initiator(row, marketplace),
        "due": due_of(row, timezone.now()),
        "language": language,
        "lines": lines_of(bubbles, may_reply=viewer.may_reply),
        "earlier": found.window.earlier,
        "missing": max(0, row.marketplace_message_count - row.message_count),
        "order": panel_of(found.order, store) if found.order else None,
        "product": row.product,
        "product_link": safe_link((row.product or {}).get("url")),
        "files": found.attachments,
    }


def _initiator(row: DiscussionRow, marketplace: str) -> str:
    """Camille Renard, customer."""
    if row.initiator is None:
        return ""
    kind = ParticipantKind(row.initiator["kind"])
    return f"{row.initiator.get('name') or marketplace}, {ROLES[kind]}"
