"""The composer while one types: kept on the server, and told how much room there is."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.queries.channels import channel_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import no_such_discussion
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.web.back import to
from guichet.web.conversation.came_from import address_of, suffix_of
from guichet.web.conversation.composer import Draft, limits_of
from guichet.web.conversation.counting import count_of, warnings_of
from guichet.web.conversation.drafts import keep_draft
from guichet.web.conversation.page import show
from guichet.web.conversation.reply import posted_draft
from guichet.web.gate import is_partial, members_only


@require_POST
@members_only
def save(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> HttpResponse:
    """Keep what is typed; the script gets the counter, others the page again."""
    draft = posted_draft(request, viewer)
    try:
        keep_draft(viewer, discussion_id, draft)
    except RefusalError as refusal:
        if refusal.problems[0].code not in (ErrorCode.TOO_LONG, ErrorCode.TOO_LARGE):
            raise
        if not is_partial(request):
            return show(request, viewer, discussion_id, replace(draft, problems=refusal.problems), 422)
        return HttpResponse(refusal.problems[0].message, status=422, content_type="text/plain; charset=utf-8")
    if is_partial(request):
        return _told(request, viewer, discussion_id, draft)
    if draft.problems:
        return show(request, viewer, discussion_id, draft, status=422)
    notices.success(request, _("The draft is kept; only you see it."))
    return to(f"/d/{discussion_id}{suffix_of(address_of(request))}#reply")


def _told(request: HttpRequest, viewer: Viewer, discussion_id: UUID, draft: Draft) -> HttpResponse:
    row = discussion_by_id(viewer, discussion_id)
    if row is None:
        raise no_such_discussion()
    limits = limits_of(channel_of(viewer, row.channel_id))
    context = {
        "count": count_of(draft.body, limits, row, draft.files),
        "warnings": warnings_of(draft.body, limits),
    }
    return render(request, "guichet/conversation/told.html", context)
