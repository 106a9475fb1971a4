"""Signing in by passkey alone."""

from typing import Any

from allauth.account.models import Login
from allauth.mfa.webauthn.internal import auth, flows
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from guichet.web.back import safe_path, to


class PasskeyView(LoginWebAuthnView):  # type: ignore[misc]
    """The script asks for a challenge by GET and posts what the browser signed."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What navigator.credentials.get takes (WebAuthn, PublicKeyCredentialRequestOptions)."""
        return JsonResponse(auth.begin_authentication(user=None), headers={"Cache-Control": "no-store"})

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to the form, with a sentence."""
        notices.error(self.request, _("This passkey is not known here. Sign in by password."))
        return to("/sign-in")

    def form_valid(self, form: Any) -> HttpResponse:
        """A passkey stands for password and second step."""
        authenticator = form.cleaned_data["credential"]
        target = safe_path(self.request, self.request.POST.get("next"))
        login = Login(user=authenticator.user, redirect_url=target)
        response: HttpResponse = flows.perform_passwordless_login(self.request, authenticator, login)
        if self.request.POST.get("keep") != "1":
            self.request.session.set_expiry(0)
        return response


passkey = PasskeyView.as_view()
