"""Activating a marketplace, and changing the credentials of an activated one."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from guichet.accounts.errors import ErrorCode, Problem, RefusalError, refuse
from guichet.accounts.queries.channels import channel_of
from guichet.accounts.queries.stores import stores_of
from guichet.accounts.viewer import Viewer
from guichet.platforms.catalogue import MarketplaceEntry, marketplace
from guichet.platforms.manifest import manifest_of, platforms
from guichet.sync.activate import activate_channel, update_channel
from guichet.web.back import safe_path, to
from guichet.web.channels.form import fields_of, folded, given_of, summary_of
from guichet.web.channels.steps import steps_of
from guichet.web.gate import is_partial, members_only
from guichet.web.marketplaces import name_of, tile_of
from guichet.web.sentences import said
from guichet.web.shell.shell import shell_of

Problems = tuple[Problem, ...]


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def activate(request: HttpRequest, viewer: Viewer, code: str) -> HttpResponse:
    """The form of a marketplace; on success back to the list, where its first synchronisation shows."""
    viewer.must_manage()
    entry = _entry(code)
    if request.method != "POST":
        return _activation(request, viewer, entry)
    try:
        channel = activate_channel(viewer, _store_id(request), entry.code, given_of(request.POST))
    except RefusalError as refusal:
        return _activation(request, viewer, entry, _shown(refusal))
    active = _("%(name)s is active for %(store)s.") % {"name": entry.name, "store": channel.store.name}
    notices.success(request, f"{active} {_next_step(channel.inbound_address)}")
    return _done(request, f"/channels/{channel.pk}" if channel.inbound_address else "/marketplaces")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change_credentials(request: HttpRequest, viewer: Viewer, channel_id: UUID) -> HttpResponse:
    """Other credentials for the same shop; what is left empty stays."""
    viewer.must_manage()
    channel = channel_of(viewer, channel_id)
    entry = _entry(channel.marketplace)
    context = {"shell": shell_of(request, viewer, "marketplaces"), "channel": channel}
    if request.method != "POST":
        return _form(request, entry, context, keeps=True)
    given = {name: value for name, value in given_of(request.POST).items() if value.strip()}
    try:
        if not given:
            raise refuse(ErrorCode.REQUIRED, _("Fill in what has changed; everything else stays as it is."))
        update_channel(viewer, channel_id, is_enabled=None, credentials=given)
    except RefusalError as refusal:
        return _form(request, entry, context, _shown(refusal), keeps=True)
    words = _("The credentials of %(name)s work and are stored.")
    notices.success(request, words % {"name": name_of(entry.code)})
    return _done(request, safe_path(request, request.POST.get("next"), "/marketplaces"))


def _activation(
    request: HttpRequest, viewer: Viewer, entry: MarketplaceEntry, problems: Problems = ()
) -> HttpResponse:
    context = {
        "shell": shell_of(request, viewer, "marketplaces"),
        "stores": [(str(s.pk), s.name) for s in stores_of(viewer)],
        "store_chosen": request.POST.get("store") or request.GET.get("store") or "",
        "store_error": next((said(p.message) for p in problems if p.field == "storeId"), ""),
    }
    return _form(request, entry, context, problems)


def _form(
    request: HttpRequest,
    entry: MarketplaceEntry,
    context: dict[str, Any],
    problems: Problems = (),
    *,
    keeps: bool = False,
) -> HttpResponse:
    fields = fields_of(entry, given_of(request.POST), problems, keeps=keeps)
    at_once, more = folded(fields)
    shown = context | {
        "entry": entry,
        "tile": tile_of(entry.code),
        "fields": at_once,
        "more": more,
        "more_has_errors": any(field.error for field in more),
        "summary": summary_of(problems, fields),
        "platform_help": manifest_of(entry.platform).credential_help,
        "warning": manifest_of(entry.platform).warning,
        "steps": steps_of(entry),
        "next": safe_path(request, request.POST.get("next") or request.GET.get("next"), "/marketplaces"),
    }
    page = "guichet/channels/dialog.html" if is_partial(request) else "guichet/channels/form.html"
    return render(request, page, shown, status=422 if problems else 200)


def _done(request: HttpRequest, path: str) -> HttpResponse:
    """A form of its own page leads on; one in a dialog says where its page goes."""
    if not is_partial(request):
        return to(path)
    return HttpResponse(status=204, headers={"HX-Redirect": path})


def _entry(code: str) -> MarketplaceEntry:
    entry = marketplace(code)
    if entry is None or entry.platform not in platforms():
        message = _("There is no such marketplace in the catalogue. Look for it on the page Marketplaces.")
        raise Http404(message)
    return entry


def _store_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("store", ""))
    except ValueError:
        raise refuse(ErrorCode.REQUIRED, _("Choose the store that sells there."), "storeId") from None


def _shown(refusal: RefusalError) -> Problems:
    """What the form can say; a missing right is a page of its own."""
    if refusal.problems[0].code is ErrorCode.FORBIDDEN:
        raise refusal
    return refusal.problems


def _next_step(inbound_address: str) -> str:
    if inbound_address:
        words = _("Now set %(address)s as the address for buyer messages in its back office.")
        return words % {"address": inbound_address}
    return _("Its messages are being read, the newest first.")
