"""What the page of a webhook does."""

from datetime import datetime, time
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.accounts.viewer import Viewer
from guichet.events.actions.delete_webhook import delete_webhook
from guichet.events.actions.replay import replay_delivery, replay_since
from guichet.events.actions.rotate_secret import rotate_webhook_secret
from guichet.events.actions.try_webhook import try_webhook
from guichet.events.actions.update_webhook import WebhookChanges, update_webhook
from guichet.web.back import to
from guichet.web.channels.refused import say
from guichet.web.gate import members_only
from guichet.web.webhooks.one import webhook_page

PAGE = "/settings/webhooks"


@require_POST
@members_only
def switch(request: HttpRequest, viewer: Viewer, webhook_id: UUID) -> HttpResponse:
    """On, off, or on without what it missed."""
    changes = WebhookChanges(is_enabled="on" in request.POST, skips_missed="skip" in request.POST)
    update_webhook(viewer, webhook_id, changes)
    return to(f"{PAGE}/{webhook_id}")


@require_POST
@members_only
def change(request: HttpRequest, viewer: Viewer, webhook_id: UUID) -> HttpResponse:
    """Its address, what it hears of, and whether words are sent along; its stores change by API."""
    form = request.POST
    changes = WebhookChanges(
        url=form.get("url", ""), kinds=form.getlist("kinds"), includes_text="includes_text" in form
    )
    try:
        update_webhook(viewer, webhook_id, changes)
    except RefusalError as refusal:
        say(request, refusal)
    else:
        notices.success(request, _("The webhook is changed."))
    return to(f"{PAGE}/{webhook_id}")


@require_POST
@members_only
def test(request: HttpRequest, viewer: Viewer, webhook_id: UUID) -> HttpResponse:
    """What became of it is the first line of the table a moment later."""
    try:
        try_webhook(viewer, webhook_id)
    except RefusalError as refusal:
        say(request, refusal)
    else:
        notices.success(request, _("A test event is on its way. Reload the page to see its answer."))
    return to(f"{PAGE}/{webhook_id}")


@require_POST
@members_only
def rotate(request: HttpRequest, viewer: Viewer, webhook_id: UUID) -> HttpResponse:
    """The new secret is shown this once."""
    _changed, secret = rotate_webhook_secret(viewer, webhook_id)
    return webhook_page(request, viewer, webhook_id, secret=secret)


@require_POST
@members_only
def remove(request: HttpRequest, viewer: Viewer, webhook_id: UUID) -> HttpResponse:
    """Gone with all that was told to it."""
    delete_webhook(viewer, webhook_id)
    notices.success(request, _("The webhook is removed."))
    return to(PAGE)


@require_POST
@members_only
def replay_one(request: HttpRequest, viewer: Viewer, webhook_id: UUID, delivery_id: UUID) -> HttpResponse:
    """One event again."""
    try:
        replay_delivery(viewer, delivery_id)
    except RefusalError as refusal:
        say(request, refusal)
    return to(f"{PAGE}/{webhook_id}")


@require_POST
@members_only
def replay_all(request: HttpRequest, viewer: Viewer, webhook_id: UUID) -> HttpResponse:
    """All of a day and since, in the reader's time."""
    try:
        since = _day(request.POST.get("since", ""))
        count = replay_since(viewer, webhook_id, since, includes_delivered="all" in request.POST)
    except RefusalError as refusal:
        say(request, refusal)
    else:
        words = ngettext("%(count)s event is sent again.", "%(count)s events are sent again.", count)
        notices.success(request, words % {"count": count})
    return to(f"{PAGE}/{webhook_id}")


def _day(typed: str) -> datetime:
    try:
        day = parse_date(typed)
    except ValueError:
        day = None
    if day is None:
        raise refuse(ErrorCode.INVALID, _("Choose the day from which on events are sent again."), "since")
    return timezone.make_aware(datetime.combine(day, time.min))
