"""One webhook: its state, and what was and is to be told to it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.accounts.viewer import Viewer
from guichet.events.access import one_webhook
from guichet.events.actions.checks import ASKABLE
from guichet.events.models import DeliveryState
from guichet.events.queries.webhooks import deliveries_of
from guichet.web.gate import members_only
from guichet.web.shell.shell import shell_of
from guichet.web.webhooks.lines import event_lines, hook_lines
from guichet.web.webhooks.words import KINDS, STATES

AT_ONCE = 50


@require_safe
@members_only
def webhook(request: HttpRequest, viewer: Viewer, webhook_id: UUID) -> HttpResponse:
    """As it is now."""
    return webhook_page(request, viewer, webhook_id)


def webhook_page(
    request: HttpRequest, viewer: Viewer, webhook_id: UUID, *, secret: str | None = None
) -> HttpResponse:
    """With its secret where that was made just now; such a page is kept nowhere."""
    row = one_webhook(viewer, webhook_id)
    state, before = _state(request), request.GET.get("before", "")
    position = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    found = deliveries_of(viewer, row.pk, AT_ONCE, position, state)
    context = {
        "shell": shell_of(request, viewer, "webhooks"),
        "line": hook_lines(viewer, [row])[0],
        "events": event_lines(found[:AT_ONCE]),
        "older": found[AT_ONCE - 1].position if len(found) > AT_ONCE else None,
        "states": [(value, words[0]) for value, words in STATES.items()],
        "state": state or "",
        "secret": secret,
        "kinds": [(kind, KINDS[kind]) for kind in ASKABLE],
    }
    response = render(request, "guichet/webhooks/one.html", context)
    if secret:
        response.headers["Cache-Control"] = "no-store"
    return response


def _state(request: HttpRequest) -> str | None:
    given = request.GET.get("state", "")
    return given if given in DeliveryState.values else None
