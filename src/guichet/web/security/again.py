"""Who changes how they sign in shows first that it is them: by password, by a code or by a passkey."""

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as ByCode
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView as ByPasskey
from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from guichet.accounts.viewer import Viewer
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.security.shown import Shown, shown


def must_show_again(request: HttpRequest) -> None:
    """Goes to the question and comes back to this request, unless it was answered within five minutes."""
    raise_if_reauthentication_required(request, app="allauth.mfa")


class PasswordAgain(Shown, ReauthenticateView):  # type: ignore[misc]
    """By password."""

    template_name = "guichet/security/again.html"


class CodeAgain(Shown, ByCode):  # type: ignore[misc]
    """By a code of the app, or a recovery code."""

    template_name = "guichet/security/again_code.html"


class PasskeyAgain(Shown, ByPasskey):  # type: ignore[misc]
    """By a passkey."""

    template_name = "guichet/security/again_passkey.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to the question."""
        notices.error(self.request, _("This passkey is not known here."))
        return to(self.request.get_full_path())


@sensitive_post_parameters()
@members_only
def password_again(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The first question, where there is a password."""
    return shown(PasswordAgain, request, viewer)


@sensitive_post_parameters()
@members_only
def code_again(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Another one."""
    return shown(CodeAgain, request, viewer)


@members_only
def passkey_again(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The third."""
    return shown(PasskeyAgain, request, viewer)
