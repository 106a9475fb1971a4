"""The documentation, for those who are signed in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.accounts.viewer import Viewer
from guichet.web.gate import members_only
from guichet.web.help.pages import PAGES
from guichet.web.shell.shell import shell_of


@require_safe
@members_only
def help_page(request: HttpRequest, viewer: Viewer, page: str) -> HttpResponse:
    """One document."""
    if page not in PAGES:
        raise Http404
    context = {
        "shell": shell_of(request, viewer, "api"),
        "tab": "help",
        "page": page,
        "pages": PAGES,
        "title": PAGES[page],
        "text": f"guichet/help/{page}.html",
    }
    return render(request, "guichet/help/page.html", context)
