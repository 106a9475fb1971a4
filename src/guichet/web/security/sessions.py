"""Signing out elsewhere."""

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from guichet.accounts.actions.end_session import end_other_sessions, end_session
from guichet.accounts.viewer import Viewer
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.security.page import PAGE


@require_POST
@members_only
def end(request: HttpRequest, viewer: Viewer, session_id: int) -> HttpResponse:
    """One of them; who ends the one at hand has to sign in again."""
    end_session(viewer, session_id)
    notices.success(request, _("The session is ended."))
    return to(PAGE)


@require_POST
@members_only
def end_others(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All but the one at hand."""
    ended = end_other_sessions(viewer, request.session.session_key)
    sentence = ngettext("%(count)s session is ended.", "%(count)s sessions are ended.", ended)
    notices.success(request, sentence % {"count": ended})
    return to(PAGE)
