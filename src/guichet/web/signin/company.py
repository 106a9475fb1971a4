"""Signing in by the company's own OpenID Connect issuer (OpenID Connect Core 1.0, code flow with PKCE)."""

from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from requests import RequestException  # noqa: TID251 - what allauth's own client raises

from guichet.web.back import safe_path

PROVIDER = "company"


class CompanyIssuer(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Reads what the issuer answers."""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """By our own address: the Host header is whoever asks to say."""
        base = settings.GUICHET_BASE_URL
        return f"{base}/sign-in/company/back" if base else request.build_absolute_uri("/sign-in/company/back")

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """An id token is a must, and userinfo has to be of the same person (Core, 5.3.2)."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no id_token")
        login = super().complete_login(request, app, token, **kwargs)
        told = login.account.extra_data
        if told["userinfo"].get("sub") != told["id_token"].get("sub"):
            raise OAuth2Error("userinfo of somebody else")
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> Any:
        """The signature is checked although the token came from the issuer itself."""
        config = self.openid_config
        ours: Any = settings.GUICHET_OIDC
        if config["issuer"].rstrip("/") != ours.issuer:
            raise OAuth2Error("another issuer")
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=config["jwks_uri"],
            issuer=config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )


class CompanyProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """Named in settings (SOCIALACCOUNT_PROVIDERS)."""

    oauth2_adapter_class = CompanyIssuer


def company_label() -> str:
    """What the button says; empty where no issuer is set."""
    if settings.GUICHET_OIDC is None:
        return ""
    return settings.GUICHET_OIDC.name or _("Sign in with your company’s account")


@never_cache
@require_GET
def company(request: HttpRequest) -> HttpResponse:
    """To the issuer. By GET: form-action 'self' holds for where a form's answer leads, too (CSP 3, 6.4.1)."""
    issuer = _issuer(request)
    provider = issuer.get_provider()
    try:
        led: HttpResponse = provider.redirect(request, "login", safe_path(request, request.GET.get("next")))
    except (RequestException, KeyError, ValueError):
        return _failed(request, provider)
    return led


@never_cache
@require_GET
def company_back(request: HttpRequest) -> HttpResponse:
    """From the issuer."""
    issuer = _issuer(request)
    try:
        led: HttpResponse = OAuth2CallbackView.adapter_view(issuer)(request)
    except (KeyError, ValueError):
        return _failed(request, issuer.get_provider())
    return led


def _issuer(request: HttpRequest) -> Any:
    if settings.GUICHET_OIDC is None:
        raise Http404
    return CompanyIssuer(request, PROVIDER)


def _failed(request: HttpRequest, provider: Any) -> HttpResponse:
    from allauth.socialaccount.helpers import render_authentication_error

    response: HttpResponse = render_authentication_error(request, provider)
    return response
