"""Recovery codes: shown once, kept by the person."""

import re
from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guichet.accounts.viewer import Viewer
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.security.page import PAGE
from guichet.web.security.shown import Shown, note_added, shown

CODE = re.compile(r"[0-9]{8}")


class CodesView(Shown, ViewRecoveryCodesView):  # type: ignore[misc]
    """All codes, the first time; afterwards nobody sees them again."""

    template_name = "guichet/security/codes.html"

    def render_to_response(self, context: dict[str, Any], **given: Any) -> HttpResponseBase:
        """Back to the page where new ones are made, once they were seen."""
        if not context["can_view_codes"]:
            return to(PAGE)
        response: HttpResponseBase = super().render_to_response(context, **given)
        return response


@never_cache
@members_only
def codes(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """They were made along with the first second step, or anew."""
    return shown(CodesView, request, viewer)


@require_POST
@members_only
def new_codes(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """The old ones open nothing any more."""
    response: HttpResponseBase = GenerateRecoveryCodesView.as_view()(request)
    if response.status_code != 302:
        return to(PAGE)
    note_added(request, "recovery_codes")
    return response


@require_POST
@members_only
def codes_as_text(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What the page shows, as a file: the server itself could not say the codes a second time."""
    given = request.POST.get("codes", "").split()
    if not given or not all(CODE.fullmatch(code) for code in given):
        raise Http404(_("There are no codes here."))
    head = _("Recovery codes of %(email)s for Guichet. Each works once.") % {"email": viewer.email}
    response = HttpResponse("\n".join((head, "", *given, "")), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="guichet-recovery-codes.txt"'
    response["Cache-Control"] = "no-store"
    return response
