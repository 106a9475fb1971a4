"""The page behind an invitation's link."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from guichet.accounts.actions.accept_invitation import accept_invitation, no_such_invitation
from guichet.accounts.actions.join_by_invitation import join_by_invitation
from guichet.accounts.errors import ErrorCode, Problem, RefusalError
from guichet.accounts.models import Invitation, Member, Person, Role
from guichet.accounts.queries.invitations import invitation_behind
from guichet.accounts.roles import ROLE_NAMES
from guichet.web.back import to
from guichet.web.chosen import go_to

# The address holds the token: it goes to nobody as a referrer. Not `no-referrer`, which would take the Origin
# from the form as well (WHATWG Fetch, "serializing a request origin"), and the check with it.
REFERRER = "strict-origin"


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Who is signed in accepts; who is not gives a name and a password, or signs in first."""
    response = _answer(request, token)
    response["Referrer-Policy"] = REFERRER
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    invitation = invitation_behind(token)
    if invitation is None:
        raise Http404(str(no_such_invitation()))
    if request.method != "POST":
        return _page(request, invitation)
    try:
        member = _joined(request, token)
    except RefusalError as refusal:
        if refusal.problems[0].code is ErrorCode.NOT_FOUND:
            raise Http404(str(refusal)) from refusal
        return _page(request, invitation, refusal.problems)
    go_to(request, member.account_id)
    return to("/")


def _joined(request: HttpRequest, token: str) -> Member:
    if isinstance(request.user, Person):
        return accept_invitation(request.user, token)
    member = join_by_invitation(token, request.POST.get("name", ""), request.POST.get("password", ""))
    login(request, member.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return member


def _page(request: HttpRequest, invitation: Invitation, problems: Sequence[Problem] = ()) -> HttpResponse:
    person = request.user if isinstance(request.user, Person) else None
    context: dict[str, Any] = {
        "invitation": invitation,
        "role": ROLE_NAMES[Role(invitation.role)],
        "person": person,
        "is_theirs": person is not None and person.email == invitation.email,
        "problems": problems,
        "error": {problem.field: problem.message for problem in reversed(problems)},
        "name": request.POST.get("name", ""),
    }
    return render(request, "guichet/people/invited.html", context, status=422 if problems else 200)
