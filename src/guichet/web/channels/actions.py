"""Switching marketplaces off and on, and asking for a synchronisation."""

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.accounts.queries.channels import channels_of
from guichet.accounts.viewer import Viewer
from guichet.sync.activate import sync_channel, update_channel
from guichet.web.back import back
from guichet.web.gate import members_only
from guichet.web.marketplaces import name_of


@require_POST
@members_only
def switch(request: HttpRequest, viewer: Viewer, channel_id: UUID) -> HttpResponse:
    """Off keeps all that was read; on goes on where it stopped."""
    is_on = request.POST.get("on") == "1"
    try:
        channel = update_channel(viewer, channel_id, is_enabled=is_on, credentials=None)
    except RefusalError as refusal:
        _say(request, refusal)
    else:
        words = "on again" if is_on else "off. All that was read stays here"
        notices.success(request, f"{name_of(channel.marketplace)} is switched {words}.")
    return back(request, "/marketplaces")


@require_POST
@members_only
def sync_one(request: HttpRequest, viewer: Viewer, channel_id: UUID) -> HttpResponse:
    """Ask for a synchronisation of one marketplace now."""
    try:
        channel = sync_channel(viewer, channel_id)
    except RefusalError as refusal:
        _say(request, refusal)
    else:
        notices.success(request, f"Synchronising {name_of(channel.marketplace)} now.")
    return back(request, "/marketplaces")


@require_POST
@members_only
def sync_all(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Ask for all marketplaces of the store in view; those that are off or stopped are left out."""
    store = request.POST.get("store")
    wanted = [c for c in channels_of(viewer) if c.is_enabled and store in (None, "", str(c.store_id))]
    asked = sum(_was_asked(viewer, channel) for channel in wanted)
    if asked:
        notices.success(request, f"Synchronising {asked} marketplace{'s' if asked != 1 else ''} now.")
    else:
        notices.error(request, "No marketplace could be synchronised; see under Marketplaces what they need.")
    return back(request)


def _was_asked(viewer: Viewer, channel: Channel) -> bool:
    try:
        sync_channel(viewer, channel.pk)
    except RefusalError as refusal:
        if refusal.problems[0].code is not ErrorCode.CONFLICT:
            raise
        return False
    return True


def _say(request: HttpRequest, refusal: RefusalError) -> None:
    """A refusal that the page can say; others are a 404 or a 403."""
    if refusal.problems[0].code in (ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND):
        raise refusal
    notices.error(request, refusal.problems[0].message)
