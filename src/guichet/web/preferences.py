"""Theme and density, kept on the person's profile and rendered by the server, so that nothing flashes."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from guichet.accounts.actions.set_preferences import set_preferences
from guichet.accounts.models import Person
from guichet.accounts.viewer import Viewer
from guichet.web.back import back
from guichet.web.gate import is_partial, members_only


@require_POST
@members_only
def change_preferences(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Keep what the form says; unknown names and values are left out."""
    assert isinstance(request.user, Person)  # noqa: S101 - members_only lets nobody else in
    set_preferences(request.user, request.POST.dict())
    return HttpResponse(status=204) if is_partial(request) else back(request)
