"""Changing one's own password."""

from dataclasses import replace

from django.contrib import messages as notices
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from guichet.accounts.actions.change_password import change_password
from guichet.accounts.errors import ErrorCode, Problem, RefusalError, refuse
from guichet.accounts.viewer import Viewer
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.settings.profile import PAGE, profile_page


@sensitive_post_parameters()
@require_POST
@members_only
def password(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The new one signs in from now on; this session goes on, all others end."""
    current, new = request.POST.get("current_password", ""), request.POST.get("new_password", "")
    try:
        if new != request.POST.get("again", ""):
            message = _("This is not what the field above says. Type the new password twice.")
            raise refuse(ErrorCode.INVALID, message, "again")
        person = change_password(viewer, current, new)
    except RefusalError as refusal:
        return profile_page(request, viewer, _named(refusal))
    update_session_auth_hash(request, person)
    notices.success(request, _("Your password is changed. Everywhere else you are signed out."))
    return to(PAGE)


def _named(refusal: RefusalError) -> list[Problem]:
    """One line a field: the validators may have several sentences about the new one."""
    fields = dict.fromkeys(problem.field for problem in refusal.problems)
    return [
        replace(
            next(p for p in refusal.problems if p.field == field),
            message=" ".join(p.message for p in refusal.problems if p.field == field),
        )
        for field in fields
    ]
