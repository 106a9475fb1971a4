"""Who belongs to the account, who is invited, and what each role may do."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.accounts.errors import ErrorCode, Problem, RefusalError
from guichet.accounts.invitation_mail import Carried
from guichet.accounts.models import Role
from guichet.accounts.queries.invitations import invitations_of
from guichet.accounts.queries.members import members_of
from guichet.accounts.queries.stores import stores_of
from guichet.accounts.roles import DEEDS, ROLE_NAMES, may
from guichet.accounts.viewer import Viewer
from guichet.web.gate import members_only
from guichet.web.members.lines import invitation_lines, member_lines
from guichet.web.shell.shell import shell_of

PAGE = "/settings/people"


@require_safe
@members_only
def people(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Managers may look, owners may change."""
    return people_page(request, viewer)


def people_page(
    request: HttpRequest,
    viewer: Viewer,
    problems: Sequence[Problem] = (),
    given: QueryDict | None = None,
    carried: Carried | None = None,
) -> HttpResponse:
    """The page; with what a refused form held (422), or with the link that no mail took."""
    _must_show(problems)
    stores = {store.pk: store for store in stores_of(viewer)}
    context: dict[str, Any] = {
        "shell": shell_of(request, viewer, "people"),
        "members": member_lines(members_of(viewer), stores, viewer.member_id),
        "invitations": invitation_lines(invitations_of(viewer), stores),
        "carried": carried,
        "problems": problems,
        "error": {problem.field: problem.message for problem in reversed(problems)},
        "roles_table": roles_table(),
        **choices(viewer, given_choices(given)),
        "email": given.get("email", "") if given else "",
    }
    return render(request, "guichet/people/page.html", context, status=422 if problems else 200)


def choices(viewer: Viewer, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """What a form about role and stores offers, and what is chosen in it."""
    return {
        "roles": [(role.value, name) for role, name in ROLE_NAMES.items()],
        "stores": stores_of(viewer),
        "gives_all": viewer.store_ids is None,
        "chosen": chosen,
    }


def given_choices(given: QueryDict | None) -> dict[str, Any]:
    """As a refused form held them, else an agent who sees all."""
    if given is None:
        return {"role": Role.AGENT.value, "reach": "all", "stores": []}
    return {"role": given.get("role"), "reach": given.get("reach"), "stores": given.getlist("stores")}


def roles_table() -> dict[str, Any]:
    """The table of `accounts.roles`."""
    lines = [(deed.what, [may(role, deed.right) for role in ROLE_NAMES]) for deed in DEEDS]
    return {"names": list(ROLE_NAMES.values()), "lines": lines}


def _must_show(problems: Sequence[Problem]) -> None:
    """What is no matter of the form is the page's refusal."""
    whole = [p for p in problems if p.field is None and p.code is not ErrorCode.CONFLICT]
    if any(p.code in (ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND) for p in whole):
        raise RefusalError(*problems)
