"""What a marketplace sent and nobody could read: kept whole, shown as it came."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.accounts.queries.channels import channel_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.unreadables import unreadables_of
from guichet.web.gate import members_only
from guichet.web.marketplaces import name_of
from guichet.web.shell.shell import shell_of

CHARACTERS = 20_000


@require_safe
@members_only
def unreadable(request: HttpRequest, viewer: Viewer, channel_id: UUID) -> HttpResponse:
    """The newest payloads set aside on one channel."""
    channel = channel_of(viewer, channel_id)
    rows = unreadables_of(viewer, channel_id)
    context = {
        "shell": shell_of(request, viewer, "marketplaces"),
        "channel": channel,
        "name": name_of(channel.marketplace),
        "payloads": [(row.seen_at, row.why, *_text(bytes(row.body))) for row in rows],
    }
    return render(request, "guichet/channels/unreadable.html", context)


def _text(raw: bytes) -> tuple[str, int]:
    """The beginning as text, and how many characters are left out."""
    text = raw.decode("utf-8", errors="replace")
    return text[:CHARACTERS], max(0, len(text) - CHARACTERS)
