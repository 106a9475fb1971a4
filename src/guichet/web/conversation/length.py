"""Counts a text as its marketplace does, where that is not by characters."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.queries.channels import channel_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.web.conversation.composer import count_of, limits_of
from guichet.web.gate import members_only


@require_POST
@members_only
def length(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> HttpResponse:
    """The counter for what is typed now."""
    row = discussion_by_id(viewer, discussion_id)
    if row is None:
        raise refuse(ErrorCode.NOT_FOUND, "There is no such discussion, or you may not see it.")
    limits = limits_of(channel_of(viewer, row.channel_id))
    context = {"count": count_of(request.POST.get("body", ""), limits)}
    return render(request, "guichet/conversation/count.html", context)
