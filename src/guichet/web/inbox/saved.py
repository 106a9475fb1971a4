"""Saved views: keeping the list in view under a name, changing and deleting it."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.delete_view import delete_view
from guichet.inbox.actions.rename_view import rename_view
from guichet.inbox.actions.save_view import save_view
from guichet.inbox.actions.share_view import share_view
from guichet.inbox.actions.views import NAME_LENGTH
from guichet.inbox.queries.discussion_list import count_discussions
from guichet.inbox.queries.menu import CAP, searches
from guichet.inbox.queries.views import SavedView, view_of
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.inbox.address import address_of
from guichet.web.inbox.asked import Asked, asked_of
from guichet.web.inbox.described import described
from guichet.web.money import count
from guichet.web.shell.counted import counted_filters
from guichet.web.shell.shell import shell_of
from guichet.web.shell.views import key_of

FORM = "guichet/inbox/view_form.html"
FIXABLE = (ErrorCode.REQUIRED, ErrorCode.TOO_LONG, ErrorCode.CONFLICT, ErrorCode.TOO_LARGE, ErrorCode.INVALID)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new_view(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The form for the list that its address names, and its answer."""
    asked = asked_of(request.GET, viewer)
    if request.method != "POST":
        return _form(request, viewer, asked, name="", is_shared=False)
    name, is_shared = request.POST.get("name", ""), request.POST.get("shared") == "1"
    try:
        view = save_view(viewer, name, asked.filter(), asked.order, is_shared=is_shared)
    except RefusalError as refusal:
        return _form(request, viewer, asked, name=name, is_shared=is_shared, refusal=refusal)
    messages.success(request, _("Saved: %(name)s.") % {"name": view.name})
    return to(f"/?{address_of(asked.filter(), asked.order)}")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change_view(request: HttpRequest, viewer: Viewer, view_id: UUID) -> HttpResponse:
    """A view's name, and whether the team sees it."""
    view = view_of(viewer, view_id)
    if not view.may_change:
        raise refuse(ErrorCode.FORBIDDEN, _("This view belongs to somebody else."))
    address = address_of(view.wanted, view.order)
    asked = asked_of(QueryDict(address), viewer)
    if request.method != "POST":
        return _form(request, viewer, asked, view=view, name=view.name, is_shared=view.is_shared)
    name, is_shared = request.POST.get("name", ""), request.POST.get("shared") == "1"
    try:
        rename_view(viewer, view_id, name)
        if is_shared != view.is_shared:
            share_view(viewer, view_id, is_shared=is_shared)
    except RefusalError as refusal:
        return _form(request, viewer, asked, view=view, name=name, is_shared=is_shared, refusal=refusal)
    messages.success(request, _("Saved: %(name)s.") % {"name": " ".join(name.split())})
    return to(f"/?{address}")


@require_POST
@members_only
def remove_view(request: HttpRequest, viewer: Viewer, view_id: UUID) -> HttpResponse:
    """The view goes, its discussions stay: so does the list, as filters."""
    view = view_of(viewer, view_id)
    delete_view(viewer, view_id)
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    return to(f"/?{address_of(view.wanted, view.order)}")


@require_safe
@members_only
def view_counts(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The numbers of the views that search, asked for once the page is there."""
    store = asked_of(QueryDict(urlsplit(request.GET.get("of", "")).query), viewer).store
    shell = shell_of(request, viewer, "", store)
    filters = counted_filters(shell.views, shell.store_id)
    found = zip(shell.views, filters, strict=True)
    numbers = [(key_of(v), count(count_discussions(viewer, f, CAP), CAP)) for v, f in found if searches(f)]
    return render(request, "guichet/inbox/view_counts.html", {"numbers": numbers})


def _form(
    request: HttpRequest,
    viewer: Viewer,
    asked: Asked,
    *,
    name: str,
    is_shared: bool,
    view: SavedView | None = None,
    refusal: RefusalError | None = None,
) -> HttpResponse:
    if refusal is not None and refusal.problems[0].code not in FIXABLE:
        raise refusal
    context: dict[str, Any] = {
        "shell": shell_of(request, viewer, "", asked.store),
        "view": view,
        "name": name,
        "is_shared": is_shared,
        "described": described(asked),
        "list_link": f"/?{address_of(asked.filter(), asked.order)}",
        "most": NAME_LENGTH,
        "problems": [problem.message for problem in refusal.problems] if refusal else [],
    }
    return render(request, FORM, context, status=422 if refusal else 200)
