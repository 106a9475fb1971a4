"""The inbox."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.accounts.errors import RefusalError
from guichet.accounts.viewer import Viewer
from guichet.web.gate import members_only
from guichet.web.inbox.asked import Asked, asked_of
from guichet.web.inbox.choices import choices_of
from guichet.web.inbox.empty import empty_of
from guichet.web.inbox.listing import PAGE, Listing, listing_of
from guichet.web.inbox.row import lines_of
from guichet.web.inbox.synced import synced_of
from guichet.web.inbox.title import caption_of, here_of, title_of
from guichet.web.shell.shell import Shell, shell_of


@require_safe
@members_only
def inbox(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The list of discussions that the address asks for."""
    asked = asked_of(request.GET, viewer)
    shell = shell_of(request, viewer, here_of(asked), asked.store)
    try:
        listing = listing_of(viewer, asked, shell.counts)
    except RefusalError:
        if asked.after is None:
            raise
        return HttpResponseRedirect(_with(request.GET, after=None, seen=None))
    return render(request, "guichet/inbox/page.html", _context(request, shell, asked, listing))


def _context(request: HttpRequest, shell: Shell, asked: Asked, listing: Listing) -> dict[str, Any]:
    names = {channel.store_id: channel.store.name for channel in shell.channels}
    lines = lines_of(listing.rows, names, request.GET.urlencode())
    return {
        "shell": shell,
        "asked": asked,
        "title": title_of(asked),
        "caption": caption_of(asked, shell.store_name),
        "choices": choices_of(asked, shell),
        "totals": listing.totals,
        "lines": lines,
        "statuses": " ".join(s.value.lower() for s in asked.statuses),
        "is_one_status": len(asked.statuses) == 1,
        "empty": None if lines else empty_of(shell, asked, listing, request.GET),
        "synced": synced_of(shell),
        "first_row": asked.seen + 1,
        "last_row": asked.seen + len(lines),
        "first_link": _with(request.GET, after=None, seen=None) if asked.after else None,
        "older_link": _older(request.GET, listing, asked),
        "sort_links": {key: _with(request.GET, sort=key, after=None, seen=None) for key in ("due", "last")},
        "sort_oldest": _with(request.GET, sort="-last", after=None, seen=None),
        "here_link": request.get_full_path(),
    }


def _older(query: QueryDict, listing: Listing, asked: Asked) -> str | None:
    if listing.next_cursor is None:
        return None
    return _with(query, after=listing.next_cursor, seen=str(asked.seen + PAGE))


def _with(query: QueryDict, **changes: str | None) -> str:
    """The same list with some parts of its address changed; None takes one away."""
    changed = query.copy()
    for key, value in changes.items():
        changed.pop(key, None)
        if value is not None:
            changed[key] = value
    return f"/?{changed.urlencode()}" if changed else "/"
