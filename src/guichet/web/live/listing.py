"""What changed on a list: rows in view to swap, new ones that wait, the numbers beside the menu."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guichet.accounts.errors import RefusalError
from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.arrivals import arrivals
from guichet.inbox.queries.changes import Changes, changes_since
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.inbox.queries.discussions import discussions_by_id
from guichet.inbox.queries.version import read_version
from guichet.web.gate import members_only
from guichet.web.inbox.asked import Asked, asked_of
from guichet.web.inbox.listing import totals_of
from guichet.web.inbox.row import Frame, lines_of
from guichet.web.inbox.title import here_of
from guichet.web.shell.counted import same_list
from guichet.web.shell.shell import Shell, shell_of

# More than a page and all that may have been taken in since.
MOST_ROWS = 300


@require_safe
@never_cache
@members_only
def list_changes(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Asked when the poll said that something changed.

    `since` is the version before, `row` each changed row in view, `until` the cursor of the last row where
    more follow. `fresh` null: too many changed to tell which are new.
    """
    asked = asked_of(request.GET, viewer)
    found = changes_since(viewer, read_version(request.GET.get("since")))
    shell = shell_of(request, viewer, here_of(asked), asked.store, same_list(asked.filter(), asked.order))
    rows = list(discussions_by_id(viewer, _ids(request.GET)).values())
    numbers = {"shell": shell, "totals": totals_of(viewer, asked, shell.tally)}
    return JsonResponse({
        "version": str(found.version),
        "rows": _drawn(rows, shell, request.GET),
        "fresh": _fresh(viewer, asked, found, request.GET.get("until")),
        "numbers": render_to_string("guichet/inbox/numbers.html", numbers, request),
    })  # fmt: skip


@require_safe
@never_cache
@members_only
def new_rows(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The rows that waited, in the list's order; those that match no longer have gone elsewhere."""
    asked = asked_of(request.GET, viewer)
    shell = shell_of(request, viewer, here_of(asked), asked.store)
    rows = arrivals(viewer, asked.filter(), asked.order, _ids(request.GET))
    return JsonResponse({"rows": list(_drawn(rows, shell, request.GET).values())})


def _fresh(viewer: Viewer, asked: Asked, found: Changes, until: str | None) -> list[str] | None:
    """Only the first page has news: later ones begin where the one before ended."""
    if asked.after is not None or asked.before is not None:
        return []
    if found.discussions is None:
        return None
    try:
        rows = arrivals(viewer, asked.filter(), asked.order, found.discussions, until or None)
    except RefusalError:
        return None
    return [str(row.id) for row in rows]


def _drawn(rows: list[DiscussionRow], shell: Shell, query: QueryDict) -> dict[str, str]:
    """Rows as the list draws them, by their ids."""
    own = query.copy()
    for name in ("since", "row", "until"):
        own.pop(name, None)
    frame = Frame(shell.store_names, own.urlencode(), shell.viewer.may_reply)
    return {str(row.id): line for row, line in zip(rows, lines_of(rows, frame), strict=True)}


def _ids(query: QueryDict) -> list[UUID]:
    """The ids that can be read; whatever else stands there is none of ours."""
    found = []
    for text in query.getlist("row")[:MOST_ROWS]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
