"""Adding a passkey, and taking a passkey or the app away."""

from typing import Any

from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guichet.accounts.actions.remove_factor import remove_factor
from guichet.accounts.viewer import Viewer
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.security.again import must_show_again
from guichet.web.security.page import PAGE
from guichet.web.security.shown import Shown, note_added, shown

MOST_LETTERS = 60


class PasskeyView(Shown, AddWebAuthnView):  # type: ignore[misc]
    """A name, and what navigator.credentials.create takes; the script posts what the browser made."""

    template_name = "guichet/security/passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A passkey that is found without a user name and asks for a PIN or a finger."""
        context = super().get_context_data(**kwargs)
        context["options"] = auth.begin_registration(self.request.user, passwordless=True)
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """On to the recovery codes, where it is the first second step."""
        form.cleaned_data["name"] = form.cleaned_data["name"][:MOST_LETTERS]
        response: HttpResponse = super().form_valid(form)
        note_added(self.request, "webauthn")
        notices.success(self.request, _("Your passkey is added. You can sign in with it alone."))
        return response


@never_cache
@members_only
def add_passkey(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Needs the script: no browser does it without."""
    return shown(PasskeyView, request, viewer)


@require_POST
@members_only
def remove(request: HttpRequest, viewer: Viewer, factor_id: int) -> HttpResponse:
    """After showing again who asks."""
    must_show_again(request)
    remove_factor(viewer, factor_id)
    notices.success(request, _("It is removed and opens nothing any more."))
    return to(PAGE)
