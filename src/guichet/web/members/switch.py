"""Going from one account to another."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guichet.accounts.models import Person
from guichet.accounts.queries.memberships import accounts_of
from guichet.accounts.viewer import Viewer
from guichet.web.back import to
from guichet.web.chosen import go_to
from guichet.web.gate import members_only


@require_POST
@members_only
def change_account(request: HttpRequest, viewer: Viewer, account_id: UUID) -> HttpResponse:
    """To the inbox of another account of theirs; pages that are open in the first one do nothing any more."""
    assert isinstance(request.user, Person)  # noqa: S101 - members_only lets nobody else in
    if account_id not in {account.id for account in accounts_of(request.user)}:
        raise Http404(_("There is no such account, or you do not belong to it."))
    go_to(request, account_id)
    return to("/")
