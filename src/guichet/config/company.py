"""The company's own sign-in, as django-allauth wants it told."""

from typing import Any

from guichet.config.sign_in import CompanySignIn


def company_providers(company: CompanySignIn | None) -> dict[str, Any]:
    """One OpenID Connect provider named `company`, or none; with PKCE (RFC 7636), tokens are not kept."""
    spoken = {"provider_class": "guichet.web.signin.company.CompanyProvider", "OAUTH_PKCE_ENABLED": True}
    if company is None:
        return {"openid_connect": spoken | {"APPS": []}}
    app = {
        "provider_id": "company",
        "name": company.name,
        "client_id": company.client_id,
        "secret": company.client_secret,
        "settings": {"server_url": company.issuer, "fetch_userinfo": True},
    }
    return {"openid_connect": spoken | {"APPS": [app]}}
