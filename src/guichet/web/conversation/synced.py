"""When a discussion was read last, and what came of asking the marketplace for it now."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guichet.accounts.models import Channel
from guichet.accounts.queries.channels import channel_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import no_such_discussion
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.sync.health import State, health_of
from guichet.web.conversation.came_from import ASKED
from guichet.web.gate import members_only
from guichet.web.moments import ago
from guichet.web.sentences import said

PATIENCE = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class Synced:
    """`is_open` while the answer is awaited; `level` is bad where a person must act."""

    words: str
    moment: datetime | None
    level: str = ""
    is_open: bool = False
    since: str = ""


@require_safe
@members_only
def synced(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> HttpResponse:
    """Asked for again until there is an outcome."""
    row = discussion_by_id(viewer, discussion_id)
    if row is None:
        raise no_such_discussion()
    found = synced_of(row, channel_of(viewer, row.channel_id), request.GET.get(ASKED))
    return render(request, "guichet/conversation/synced.html", {"row": row, "synced": found})


def synced_of(row: DiscussionRow, channel: Channel, asked: str | None) -> Synced | None:
    """The last synchronisation, or how the one goes that was asked for at `asked`, seconds since 1970."""
    since, now = _moment(asked), timezone.now()
    if since is None or (row.last_sync_at is not None and row.last_sync_at >= since):
        if row.last_sync_at is None:
            return None
        return Synced(_("Synced %(when)s") % {"when": ago(row.last_sync_at, now)}, row.last_sync_at)
    health = health_of(channel)
    if health.state is State.BLOCKED:
        why = _("Not synced. %(reason)s") % {"reason": said(health.message or "")}
        return Synced(why.strip(), row.last_sync_at, "bad")
    if now - since > PATIENCE:
        words = _("The marketplace has not answered yet; it is asked again by itself")
        return Synced(words, row.last_sync_at, "warn")
    return Synced(_("Asking the marketplace"), row.last_sync_at, is_open=True, since=asked or "")


def _moment(asked: str | None) -> datetime | None:
    """Only of the last hour: an address that was kept asks for nothing."""
    try:
        moment = datetime.fromtimestamp(float(asked or ""), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    age = timezone.now() - moment
    return moment if timedelta(seconds=-5) < age < timedelta(hours=1) else None
