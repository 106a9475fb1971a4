"""Going from one account to another."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guichet.accounts.models import Person
from guichet.accounts.queries.memberships import accounts_of
from guichet.accounts.viewer import Viewer
from guichet.web.back import to
from guichet.web.chosen import go_to
from guichet.web.gate import is_partial, members_only
from guichet.web.shell.shell import shell_of


@require_safe
@members_only
def other_accounts(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What the menu of the person says of them, asked when it opens; a page of its own without a script.

    Looking past the account at hand costs two statements more, so not every page does.
    """
    assert isinstance(request.user, Person)  # noqa: S101 - members_only lets nobody else in
    others = [account for account in accounts_of(request.user) if account.id != viewer.account_id]
    if is_partial(request):
        return render(request, "guichet/people/accounts.html", {"accounts": others})
    context = {"shell": shell_of(request, viewer, "profile"), "accounts": others}
    return render(request, "guichet/people/elsewhere.html", context)


@require_POST
@members_only
def change_account(request: HttpRequest, viewer: Viewer, account_id: UUID) -> HttpResponse:
    """To the inbox of another account of theirs; pages that are open in the first one do nothing any more."""
    assert isinstance(request.user, Person)  # noqa: S101 - members_only lets nobody else in
    if account_id not in {account.id for account in accounts_of(request.user)}:
        raise Http404(_("There is no such account, or you do not belong to it."))
    go_to(request, account_id)
    return to("/")
