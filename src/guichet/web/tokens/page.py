"""API tokens: those there are, and a form for a new one, which is shown once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from guichet.accounts.actions.create_token import make_token
from guichet.accounts.errors import Problem, RefusalError
from guichet.accounts.models import TokenScope
from guichet.accounts.queries.stores import stores_of
from guichet.accounts.queries.tokens import tokens_of
from guichet.accounts.token_scope import scopes_of
from guichet.accounts.viewer import Viewer
from guichet.web.gate import members_only
from guichet.web.shell.shell import shell_of
from guichet.web.tokens.given import DAYS, NEVER, ON_DATE, USUAL, token_given
from guichet.web.tokens.lines import SCOPE_NAMES, token_lines

PAGE = "/settings/tokens"


@sensitive_variables("token")
# Neither a cache nor the browser's back button shows a token again.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def tokens(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The list; or the answer to the form, which alone holds the new token: no cookie, no address."""
    if request.method != "POST":
        return tokens_page(request, viewer)
    try:
        _, token = make_token(viewer, token_given(request.POST))
    except RefusalError as refusal:
        return tokens_page(request, viewer, refusal.problems, request.POST)
    return tokens_page(request, viewer, token=token)


@sensitive_variables("token", "context")
def tokens_page(
    request: HttpRequest,
    viewer: Viewer,
    problems: Sequence[Problem] = (),
    given: QueryDict | None = None,
    token: str | None = None,
) -> HttpResponse:
    """The page, with what a refused form held (422), or with the token that was just made."""
    stores = {store.pk: store for store in stores_of(viewer)}
    lines = token_lines(tokens_of(viewer), stores)
    context: dict[str, Any] = {
        "shell": shell_of(request, viewer, "api"),
        "tab": "tokens",
        "lines": lines,
        "shows_whose": viewer.may_own and viewer.store_ids is None,
        "token": token,
        "problems": problems,
        "error": {problem.field: problem.message for problem in reversed(problems)},
        "stores": list(stores.values()),
        "scopes": [(scope.value, SCOPE_NAMES[scope]) for scope in scopes_of(viewer.role)],
        "days": DAYS,
        "on_date": ON_DATE,
        "never": NEVER,
        "tomorrow": timezone.localdate() + timedelta(days=1),
        "chosen": _chosen(given),
    }
    return render(request, "guichet/tokens/page.html", context, status=422 if problems else 200)


def _chosen(given: QueryDict | None) -> dict[str, Any]:
    """As a refused form held it, else the narrowest that is of use."""
    if given is None:
        return {"scope": TokenScope.READ.value, "reach": "all", "stores": [], "ends": USUAL}
    names = ("name", "scope", "reach", "ends", "ends_on")
    return {name: given.get(name, "") for name in names} | {"stores": given.getlist("stores")}
