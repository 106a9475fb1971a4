"""The company's name and its stores."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guichet.accounts.actions.add_store import add_store
from guichet.accounts.actions.remove_store import remove_store
from guichet.accounts.actions.rename_account import rename_account
from guichet.accounts.actions.rename_store import rename_store
from guichet.accounts.actions.require_second_factor import require_second_factor
from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Store
from guichet.accounts.queries.account import account_of
from guichet.accounts.queries.channels import channels_of
from guichet.accounts.queries.stores import stores_of
from guichet.accounts.viewer import Viewer
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.shell.shell import shell_of

PAGE = "/settings/company"
COMPANY, NEW, FACTOR = "company", "new", "factor"


@require_safe
@members_only
def company_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Managers may look, owners may change."""
    return _page(request, viewer)


@require_POST
@members_only
def rename_company(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The name that people see, also in invitations."""
    return _done(request, viewer, COMPANY, lambda: rename_account(viewer, _name(request)))


@require_POST
@members_only
def ask_second_factor(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Of all who belong here, or no longer."""
    is_required = "required" in request.POST
    return _done(request, viewer, FACTOR, lambda: require_second_factor(viewer, is_required=is_required))


@require_POST
@members_only
def new_store(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """One more."""
    return _done(request, viewer, NEW, lambda: add_store(viewer, _name(request)))


@require_POST
@members_only
def change_store(request: HttpRequest, viewer: Viewer, store_id: UUID) -> HttpResponse:
    """Another name, or away with it where `remove` was pressed."""
    if "remove" in request.POST:
        return _done(request, viewer, str(store_id), lambda: remove_store(viewer, store_id))
    return _done(request, viewer, str(store_id), lambda: rename_store(viewer, store_id, _name(request)))


def _name(request: HttpRequest) -> str:
    return request.POST.get("name", "")


def _done(request: HttpRequest, viewer: Viewer, what: str, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except RefusalError as refusal:
        if refusal.problems[0].code in (ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND):
            raise
        return _page(request, viewer, what, str(refusal))
    notices.success(request, _("Saved."))
    return to(PAGE)


def _page(request: HttpRequest, viewer: Viewer, wrong: str = "", sentence: str = "") -> HttpResponse:
    viewer.must_manage()
    used = {channel.store_id for channel in channels_of(viewer)}
    context: dict[str, Any] = {
        "shell": shell_of(request, viewer, "company"),
        "company": account_of(viewer),
        "lines": [_line(store, used, wrong, request) for store in stores_of(viewer)],
        "owns_all": viewer.may_own and viewer.store_ids is None,
        "wrong": wrong,
        "sentence": sentence,
        "given": _name(request),
    }
    return render(request, "guichet/people/company.html", context, status=422 if wrong else 200)


def _line(store: Store, used: set[UUID], wrong: str, request: HttpRequest) -> dict[str, Any]:
    is_wrong = wrong == str(store.pk)
    name = _name(request) if is_wrong and "remove" not in request.POST else store.name
    return {"store": store, "name": name, "is_used": store.pk in used, "is_wrong": is_wrong}
