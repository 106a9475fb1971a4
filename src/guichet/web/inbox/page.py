"""The inbox."""

from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from guichet.accounts.errors import RefusalError
from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.version import version_now
from guichet.web.gate import is_partial, members_only
from guichet.web.inbox.asked import Asked, asked_of
from guichet.web.inbox.choices import choices_of
from guichet.web.inbox.empty import empty_of
from guichet.web.inbox.listing import PAGE, Listing, listing_of
from guichet.web.inbox.row import Frame, lines_of
from guichet.web.inbox.synced import synced_of
from guichet.web.inbox.title import caption_of, here_of, title_of
from guichet.web.shell.counted import same_list
from guichet.web.shell.shell import Shell, shell_of

FIRST: dict[str, str | None] = {"after": None, "before": None, "seen": None}
UNSEARCHED: dict[str, str | None] = {"q": None, "participant": None, "subject": None}
PARTIAL, WHOLE = "guichet/inbox/partial.html", "guichet/inbox/page.html"


@require_safe
@members_only
def inbox(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The list of discussions that the address asks for; to the filters, only what they change."""
    version = version_now()
    asked = asked_of(request.GET, viewer)
    shown = same_list(asked.filter(), asked.order)
    shell = shell_of(request, viewer, here_of(asked), asked.store, shown)
    try:
        listing = listing_of(viewer, asked, shell.tally)
    except RefusalError as refusal:
        if asked.after is None and asked.before is None:
            if not asked.searches:
                raise
            notices.warning(request, refusal.problems[0].message)
            return HttpResponseRedirect(_with(request.GET, **UNSEARCHED))
        return HttpResponseRedirect(_with(request.GET, **FIRST))
    asks_part = is_partial(request) and request.headers.get("HX-Target") == "results"
    choices = choices_of(asked, shell, with_counts=not asks_part)
    context = {"version": version, "choices": choices, **_context(request, shell, asked, listing)}
    response = render(request, PARTIAL if asks_part else WHOLE, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _context(request: HttpRequest, shell: Shell, asked: Asked, listing: Listing) -> dict[str, Any]:
    frame = Frame(shell.store_names, request.GET.urlencode(), shell.viewer.may_reply)
    lines = lines_of(listing.rows, frame)
    title = shell.view.name if shell.view else title_of(asked)
    return {
        "shell": shell,
        "asked": asked,
        "title": title,
        "caption": caption_of(title, asked, shell.store_name),
        "totals": listing.totals,
        "lines": lines,
        "statuses": " ".join(s.value.lower() for s in asked.statuses),
        "is_one_status": len(asked.statuses) == 1,
        "empty": None if lines else empty_of(shell, asked, listing, request.GET),
        "synced": synced_of(shell),
        "first_row": listing.seen + 1,
        "last_row": listing.seen + len(lines),
        **_links(request.GET, listing, asked),
        "here_link": request.get_full_path(),
    }


def _links(query: QueryDict, listing: Listing, asked: Asked) -> dict[str, str | None]:
    """The pages beside this one, the other orders, and where the list can be kept."""
    before = {"after": None, "before": listing.newer or None, "seen": str(listing.seen - PAGE)}
    after = {"after": listing.older, "before": None, "seen": str(listing.seen + PAGE)}
    newer = None if listing.newer is None else _with(query, **(before if listing.newer else FIRST))
    kept = query.urlencode()
    return {
        "newer_link": newer,
        "older_link": None if listing.older is None else _with(query, **after),
        "due_link": _with(query, sort="due", **FIRST),
        "last_link": _with(query, sort="-last" if asked.sort == "last" else "last", **FIRST),
        "save_link": f"/views/new?{kept}" if kept else "/views/new",
    }


def _with(query: QueryDict, **changes: str | None) -> str:
    """The same list with some parts of its address changed; None takes one away."""
    changed = query.copy()
    for key, value in changes.items():
        changed.pop(key, None)
        if value is not None:
            changed[key] = value
    return f"/?{changed.urlencode()}" if changed else "/"
