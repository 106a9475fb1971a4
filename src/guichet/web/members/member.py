"""One member: role, stores, and the way out."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guichet.accounts.actions.change_member import MemberChanges, change_member
from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Member
from guichet.accounts.queries.members import member_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.let_go_of_member import leave, let_go_of_member
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.members.given import role_given, stores_given
from guichet.web.members.page import PAGE, choices, given_choices
from guichet.web.shell.shell import shell_of

# What the form can be told; the rest is the page's refusal.
SHOWN = (ErrorCode.CONFLICT, ErrorCode.REQUIRED, ErrorCode.INVALID)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def member_page(request: HttpRequest, viewer: Viewer, member_id: UUID) -> HttpResponse:
    """For owners; what is saved holds at once."""
    member = member_of(viewer, member_id)
    if request.method != "POST":
        return _page(request, viewer, member)
    try:
        change_member(viewer, member_id, _changes(request))
    except RefusalError as refusal:
        return _page(request, viewer, member, refusal)
    notices.success(request, _("%(name)s is saved.") % {"name": member.person})
    return to(PAGE)


@require_POST
@members_only
def remove_person(request: HttpRequest, viewer: Viewer, member_id: UUID) -> HttpResponse:
    """The membership ends."""
    member = member_of(viewer, member_id)
    try:
        let_go_of_member(viewer, member_id)
    except RefusalError as refusal:
        return _page(request, viewer, member, refusal)
    notices.success(request, _("%(name)s is removed.") % {"name": member.person})
    return to("/" if member.pk == viewer.member_id else PAGE)


@require_POST
@members_only
def leave_account(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The viewer's own membership ends."""
    try:
        leave(viewer)
    except RefusalError as refusal:
        notices.error(request, str(refusal))
        return to("/settings/profile")
    return to("/")


def _changes(request: HttpRequest) -> MemberChanges:
    stores = stores_given(request.POST)
    return MemberChanges(
        role=role_given(request.POST), sees_all_stores=True if stores is None else None, store_ids=stores
    )


def _page(
    request: HttpRequest, viewer: Viewer, member: Member, refusal: RefusalError | None = None
) -> HttpResponse:
    problems = refusal.problems if refusal else ()
    if refusal and not all(p.code in SHOWN or p.field for p in problems):
        raise refusal
    context: dict[str, Any] = {
        "shell": shell_of(request, viewer, "people"),
        "member": member,
        "is_reader": member.pk == viewer.member_id,
        "problems": problems,
        "error": {problem.field: problem.message for problem in reversed(problems)},
        **choices(viewer, given_choices(request.POST) if "role" in request.POST else _now(member)),
    }
    return render(request, "guichet/people/member.html", context, status=422 if problems else 200)


def _now(member: Member) -> dict[str, Any]:
    stores = [str(one) for one in member.stores.values_list("id", flat=True)]
    return {"role": member.role, "reach": "all" if member.sees_all_stores else "some", "stores": stores}
