"""The page of one activated marketplace: how it fares, what to set up there, how far back it was read."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.accounts.queries.channels import channel_of
from guichet.accounts.queries.sender import sender_of
from guichet.accounts.viewer import Viewer
from guichet.platforms.catalogue import marketplace
from guichet.platforms.manifest import manifest_of
from guichet.web.channels.imports import import_of
from guichet.web.channels.limit import limit_shown
from guichet.web.channels.lines import channel_lines
from guichet.web.channels.steps import steps_of
from guichet.web.gate import members_only
from guichet.web.shell.shell import shell_of


@require_safe
@members_only
def channel_page(request: HttpRequest, viewer: Viewer, channel_id: UUID) -> HttpResponse:
    """Everything about one channel, on one page."""
    channel = channel_of(viewer, channel_id)
    entry = marketplace(channel.marketplace)
    sender = sender_of(viewer, channel)
    context = {
        "shell": shell_of(request, viewer, "marketplaces"),
        "channel": channel,
        "line": channel_lines(viewer, [channel])[0],
        "past": import_of(channel),
        "limit": limit_shown(channel),
        "warning": manifest_of(entry.platform).warning if entry else "",
        "steps": steps_of(entry, inbound_address=channel.inbound_address, sender=sender) if entry else [],
        "here_link": request.path,
    }
    return render(request, "guichet/channels/channel.html", context)
