"""Ending a token, after a question: this cannot be undone."""

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guichet.accounts.actions.revoke_token import revoke_token
from guichet.accounts.queries.tokens import token_of
from guichet.accounts.viewer import Viewer
from guichet.web.back import to
from guichet.web.gate import is_partial, members_only
from guichet.web.shell.shell import shell_of
from guichet.web.tokens.page import PAGE


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def revoke(request: HttpRequest, viewer: Viewer, token_id: UUID) -> HttpResponse:
    """The question as a dialog, or as a page without a script; then the list."""
    if request.method == "POST":
        token = revoke_token(viewer, token_id)
        notices.success(request, _("The token %(name)s opens nothing any more.") % {"name": token.name})
        return to(PAGE)
    template = "guichet/tokens/dialog.html" if is_partial(request) else "guichet/tokens/revoke.html"
    context = {"shell": shell_of(request, viewer, "api"), "token": token_of(viewer, token_id)}
    return render(request, template, context)
