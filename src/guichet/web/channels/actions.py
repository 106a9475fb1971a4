"""Switching marketplaces off and on, and asking for a synchronisation."""

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.accounts.queries.channels import channels_of
from guichet.accounts.viewer import Viewer
from guichet.sync.activate import sync_channel, update_channel
from guichet.web.back import back
from guichet.web.channels.refused import say
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
        say(request, refusal)
    else:
        words = (
            _("%(name)s is switched on again.")
            if is_on
            else _("%(name)s is switched off. All that was read stays here.")
        )
        notices.success(request, words % {"name": name_of(channel.marketplace)})
    return back(request, "/marketplaces")


@require_POST
@members_only
def sync_one(request: HttpRequest, viewer: Viewer, channel_id: UUID) -> HttpResponse:
    """Ask for a synchronisation of one marketplace now."""
    try:
        channel = sync_channel(viewer, channel_id)
    except RefusalError as refusal:
        say(request, refusal)
    else:
        words = _("Synchronising %(name)s now.")
        notices.success(request, words % {"name": name_of(channel.marketplace)})
    return back(request, "/marketplaces")


@require_POST
@members_only
def sync_all(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Ask for all marketplaces of the store in view; those that are off or stopped are left out."""
    store = request.POST.get("store")
    wanted = [c for c in channels_of(viewer) if c.is_enabled and store in (None, "", str(c.store_id))]
    asked = sum(_was_asked(viewer, channel) for channel in wanted)
    if asked:
        words = ngettext(
            "Synchronising %(count)s marketplace now.", "Synchronising %(count)s marketplaces now.", asked
        )
        notices.success(request, words % {"count": asked})
    else:
        words = _("No marketplace could be synchronised; see under Marketplaces what they need.")
        notices.error(request, words)
    return back(request)


def _was_asked(viewer: Viewer, channel: Channel) -> bool:
    try:
        sync_channel(viewer, channel.pk)
    except RefusalError as refusal:
        if refusal.problems[0].code is not ErrorCode.CONFLICT:
            raise
        return False
    return True
