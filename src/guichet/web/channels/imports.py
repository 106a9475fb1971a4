"""Importing what was said before: how far it is, stopping it, going further back."""

import calendar
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Channel
from guichet.accounts.queries.channels import channel_of
from guichet.accounts.viewer import Viewer
from guichet.platforms.manifest import manifest_of, platforms
from guichet.platforms.words import Platform
from guichet.sync.activate import import_further_back, stop_import
from guichet.sync.health import imported_fraction, progress_of
from guichet.web.back import back, to
from guichet.web.channels.refused import say
from guichet.web.gate import is_partial, members_only
from guichet.web.marketplaces import name_of

MONTHS = (3, 6, 12)


@dataclass(frozen=True, slots=True)
class Import:
    """The import of a channel as it is shown; `choices` are the months that go further back than it is."""

    channel_id: UUID
    can_ask: bool
    is_running: bool
    percent: int
    since: datetime
    trouble: str
    next_at: datetime | None
    choices: tuple[tuple[int, str], ...]


def import_of(channel: Channel) -> Import:
    """From the row."""
    platform = Platform(channel.platform)
    now = timezone.now()
    return Import(
        channel_id=channel.pk,
        can_ask=platform in platforms() and manifest_of(platform).reads_history,
        is_running=progress_of(channel) is not None,
        percent=int(imported_fraction(channel) * 100),
        since=channel.backfill_since,
        trouble=channel.backfill_trouble,
        next_at=channel.backfill_next_at,
        choices=tuple((m, _months(m)) for m in MONTHS if months_before(now, m) < channel.backfill_since),
    )


@require_safe
@members_only
def import_progress(request: HttpRequest, viewer: Viewer, channel_id: UUID) -> HttpResponse:
    """The bar alone, for a page that looks again every few seconds; else the page that it stands on."""
    channel = channel_of(viewer, channel_id)
    if not is_partial(request):
        return to(f"/channels/{channel_id}#import")
    return render(request, "guichet/channels/progress.html", {"past": import_of(channel)})


@require_POST
@members_only
def stop(request: HttpRequest, viewer: Viewer, channel_id: UUID) -> HttpResponse:
    """What was read stays; new messages go on."""
    try:
        channel = stop_import(viewer, channel_id)
    except RefusalError as refusal:
        say(request, refusal)
    else:
        words = _("The import of %(name)s is stopped. What was read stays here, and new messages go on.")
        notices.success(request, words % {"name": name_of(channel.marketplace)})
    return back(request, f"/channels/{channel_id}")


@require_POST
@members_only
def further_back(request: HttpRequest, viewer: Viewer, channel_id: UUID) -> HttpResponse:
    """As many months as were chosen."""
    months = request.POST.get("months", "")
    try:
        since = months_before(timezone.now(), int(months) if months in map(str, MONTHS) else 0)
        channel = import_further_back(viewer, channel_id, since)
    except RefusalError as refusal:
        say(request, refusal)
    else:
        words = _("Older conversations of %(name)s are being imported. New messages are not kept waiting.")
        notices.success(request, words % {"name": name_of(channel.marketplace)})
    return back(request, f"/channels/{channel_id}")


def months_before(now: datetime, months: int) -> datetime:
    """The same day so many months earlier, or the last one of that month."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    day = min(now.day, calendar.monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day)


def _months(count: int) -> str:
    return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}
