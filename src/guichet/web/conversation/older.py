"""What came before the messages that a page shows."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.accounts.queries.channels import channel_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import no_such_discussion
from guichet.inbox.queries.attachments import attachments_of_messages
from guichet.inbox.queries.conversation import MessageWithFiles
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.inbox.queries.thread import before
from guichet.web.conversation.bubble import Place, bubbles_of
from guichet.web.conversation.pressed import lines_of
from guichet.web.conversation.spoken import spoken_in
from guichet.web.gate import members_only
from guichet.web.marketplaces import name_of


@require_safe
@members_only
def older(request: HttpRequest, viewer: Viewer, discussion_id: UUID, message_id: UUID) -> HttpResponse:
    """The messages before this one, to be put above it."""
    row = discussion_by_id(viewer, discussion_id)
    if row is None:
        raise no_such_discussion()
    window = before(viewer, discussion_id, message_id)
    files = attachments_of_messages(viewer, [one.id for one in window.rows])
    said = [MessageWithFiles(one, files.get(one.id, ())) for one in window.rows]
    store = channel_of(viewer, row.channel_id).store.name
    place = Place(row.id, store, name_of(row.marketplace), spoken_in(row, None))
    context = {
        "row": row,
        "lines": lines_of(bubbles_of(said, place), may_reply=viewer.may_reply),
        "earlier": window.earlier,
    }
    return render(request, "guichet/conversation/thread.html", context)
