"""How a store invoices: the form, and a look at a paper before anything counts."""

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guichet.accounts.errors import ErrorCode, Problem, RefusalError, refuse
from guichet.accounts.models import Store
from guichet.accounts.queries.stores import store_of, stores_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.upload import upload
from guichet.invoicing.actions.save_settings import save_settings
from guichet.invoicing.queries.preview import preview as preview_of
from guichet.invoicing.queries.settings import SettingsView, orders_for_preview, settings_of
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.invoices.given import given_of
from guichet.web.invoices.papers import shown
from guichet.web.invoices.sections import sections_of
from guichet.web.shell.shell import shell_of

Data = Mapping[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def settings_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the form of a store, or keep what was typed and show it again with every reason."""
    viewer.must_manage()
    store = _store(request, viewer)
    if request.method != "POST":
        return _form(request, viewer, store)
    data = given_of(request.POST)
    try:
        logo_id = _logo(request, viewer)
        save_settings(
            viewer, store.pk, data, logo_id=logo_id, drops_logo=request.POST.get("dropsLogo") == "1"
        )
    except RefusalError as refusal:
        return _form(request, viewer, store, data, refusal.problems)
    messages.success(request, _("The invoice settings are saved."))
    return to(f"/invoices/settings?store={store.pk}")


@require_POST
@members_only
def preview(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The paper of one order by the form as it stands; nothing is kept and nothing numbered."""
    store = _store(request, viewer)
    try:
        order_id = UUID(request.POST.get("orderId", ""))
    except ValueError:
        problem = Problem(ErrorCode.REQUIRED, _("Choose an order to look at the paper with."), "orderId")
        return _form(request, viewer, store, given_of(request.POST), [problem])
    try:
        pdf = preview_of(viewer, store.pk, given_of(request.POST), order_id)
    except RefusalError as refusal:
        return _form(request, viewer, store, given_of(request.POST), refusal.problems)
    return shown(pdf, "preview.pdf")


def _form(
    request: HttpRequest,
    viewer: Viewer,
    store: Store,
    typed: Data | None = None,
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    stored: SettingsView | None = settings_of(viewer, store.pk)
    errors = {p.field: p.message for p in reversed(problems) if p.field}
    context = {
        "shell": shell_of(request, viewer, "invoices", store),
        "store": store,
        "stores": stores_of(viewer),
        "stored": stored,
        "sections": sections_of(typed if typed is not None else stored.data if stored else {}, errors),
        "problems": problems,
        "orders": orders_for_preview(viewer, store.pk),
        "logo_error": errors.get("logo", ""),
        "order_error": errors.get("orderId", ""),
    }
    status = 422 if problems else 200
    return render(request, "guichet/invoices/settings.html", context, status=status)


def _store(request: HttpRequest, viewer: Viewer) -> Store:
    """The store that the address names, else the first one that the viewer sees."""
    named = request.POST.get("store") or request.GET.get("store")
    if named:
        try:
            return store_of(viewer, UUID(named))
        except ValueError as error:
            raise refuse(ErrorCode.NOT_FOUND, _("There is no such store, or you may not see it.")) from error
    stores = stores_of(viewer)
    if not stores:
        raise refuse(ErrorCode.NOT_FOUND, _("You see no store yet. Ask an owner to give you one."))
    return stores[0]


def _logo(request: HttpRequest, viewer: Viewer) -> UUID | None:
    file = request.FILES.get("logo")
    if not isinstance(file, UploadedFile) or file.file is None:
        return None
    return upload(viewer, file.name or "", cast("BinaryIO", file.file), file.content_type).pk
