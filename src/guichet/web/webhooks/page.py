"""The webhooks of the account, and the form for another one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from guichet.accounts.errors import ErrorCode, Problem, RefusalError
from guichet.accounts.queries.stores import stores_of
from guichet.accounts.viewer import Viewer
from guichet.events.actions.checks import ASKABLE
from guichet.events.actions.create_webhook import create_webhook
from guichet.events.queries.webhooks import webhooks_of
from guichet.web.gate import members_only
from guichet.web.shell.shell import shell_of
from guichet.web.webhooks.lines import hook_lines
from guichet.web.webhooks.one import webhook_page
from guichet.web.webhooks.words import KINDS


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def webhooks(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A new one is shown with its secret, this once."""
    if request.method != "POST":
        return _page(request, viewer)
    form = request.POST
    try:
        made, secret = create_webhook(
            viewer, form.get("url", ""), form.getlist("kinds"), chosen_stores(form),
            includes_text="includes_text" in form,
        )  # fmt: skip
    except RefusalError as refusal:
        if refusal.problems[0].code is ErrorCode.FORBIDDEN:
            raise
        return _page(request, viewer, refusal.problems, form)
    return webhook_page(request, viewer, made.pk, secret=secret)


def chosen_stores(form: QueryDict) -> list[UUID] | None:
    """None for all; what is no id is left out, so that nothing chosen is refused."""
    if form.get("scope") != "some":
        return None
    return [key for key in map(_key, form.getlist("stores")) if key is not None]


def _key(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None


def _page(
    request: HttpRequest, viewer: Viewer, problems: Sequence[Problem] = (), given: QueryDict | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "shell": shell_of(request, viewer, "webhooks"),
        "lines": hook_lines(viewer, webhooks_of(viewer)),
        "kinds": [(kind, KINDS[kind]) for kind in ASKABLE],
        "stores": stores_of(viewer),
        "problems": problems,
        "error": {problem.field: problem.message for problem in reversed(problems)},
        "url": given.get("url", "") if given else "",
        "ticked": given.getlist("kinds") + given.getlist("stores") if given else [],
        "is_some": given is not None and given.get("scope") == "some",
        "has_text": given is not None and "includes_text" in given,
    }
    return render(request, "guichet/webhooks/page.html", context, status=422 if problems else 200)
