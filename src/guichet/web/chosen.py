"""Which account a browser works in: one at a time, whatever tabs are open.

The session names it from the first page on. Going to another account draws a new CSRF secret, so that a form
that was opened in the first account is refused instead of acting in the second; what names a row by its id
finds nothing there anyway.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils.translation import gettext_lazy

from guichet.accounts.models import Person
from guichet.accounts.queries.viewer import CHOSEN_ACCOUNT, viewer_of_person
from guichet.accounts.viewer import Viewer

NO_ACCOUNT = gettext_lazy(
    "You belong to no account yet. Ask an owner to add you, or sign in as somebody else."
)
NOT_THIS_ONE = gettext_lazy(
    "You belong to this account no more, so nothing was done. Reload the page to go on in another one."
)


def viewer_here(request: HttpRequest, person: Person) -> Viewer:
    """The viewer in the account of this session; PermissionDenied for who belongs to none."""
    chosen = request.session.get(CHOSEN_ACCOUNT)
    viewer = viewer_of_person(person, chosen)
    if viewer is None and chosen is not None:
        viewer = _elsewhere(request, person)
    if viewer is None:
        raise PermissionDenied(str(NO_ACCOUNT))
    if CHOSEN_ACCOUNT not in request.session:
        request.session[CHOSEN_ACCOUNT] = str(viewer.account_id)
    return viewer


def go_to(request: HttpRequest, account_id: UUID) -> None:
    """From now on this browser works in that account."""
    request.session[CHOSEN_ACCOUNT] = str(account_id)
    rotate_token(request)


def _elsewhere(request: HttpRequest, person: Person) -> Viewer | None:
    """Another account for who was removed from the chosen one; what was meant for that one is not done."""
    viewer = viewer_of_person(person)
    if viewer is None:
        return None
    is_whole_page = request.method in ("GET", "HEAD") and request.headers.get("HX-Request") != "true"
    if not is_whole_page:
        raise PermissionDenied(str(NOT_THIS_ONE))
    go_to(request, viewer.account_id)
    return viewer
