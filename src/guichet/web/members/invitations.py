"""Inviting, and what is done to invitations that wait."""

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guichet.accounts.actions.invite import Invited, invite
from guichet.accounts.actions.resend_invitation import resend_invitation
from guichet.accounts.actions.withdraw_invitation import withdraw_invitation
from guichet.accounts.errors import RefusalError
from guichet.accounts.invitation_mail import Mailed, carry
from guichet.accounts.viewer import Viewer
from guichet.web.back import to
from guichet.web.base_url import base_url
from guichet.web.gate import members_only
from guichet.web.members.given import role_given, stores_given
from guichet.web.members.page import PAGE, people_page


@never_cache
@require_POST
@members_only
def invite_person(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """To the address of the form."""
    form = request.POST
    try:
        viewer.must_own()
        invited = invite(viewer, form.get("email", ""), role_given(form), stores_given(form))
    except RefusalError as refusal:
        return people_page(request, viewer, refusal.problems, form)
    return _told(request, viewer, invited)


@never_cache
@require_POST
@members_only
def invite_again(request: HttpRequest, viewer: Viewer, invitation_id: UUID) -> HttpResponse:
    """With a new link."""
    return _told(request, viewer, resend_invitation(viewer, invitation_id))


@require_POST
@members_only
def withdraw_one(request: HttpRequest, viewer: Viewer, invitation_id: UUID) -> HttpResponse:
    """Its link opens nothing any more."""
    gone = withdraw_invitation(viewer, invitation_id)
    notices.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": gone.email})
    return to(PAGE)


def _told(request: HttpRequest, viewer: Viewer, invited: Invited) -> HttpResponse:
    """Sent, or the link shown this once; never by way of a cookie, which would keep it."""
    carried = carry(viewer, invited, base_url(request))
    if carried.mailed is not Mailed.SENT:
        return people_page(request, viewer, carried=carried)
    notices.success(
        request, _("The invitation is on its way to %(email)s.") % {"email": invited.invitation.email}
    )
    return to(PAGE)
