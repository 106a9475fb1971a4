"""How django-allauth treats whom the company's own sign-in vouches for: members get in, others do not."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from guichet.accounts.models import Member, Person
from guichet.accounts.scope import everywhere

UNKNOWN = _("Nobody here has your e-mail address. Ask an owner to invite you.")
FAILED = _("Your company’s sign-in did not work this time. Try again, or sign in by password.")


class CompanyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The hooks of allauth.socialaccount."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Owners invite; there is no other way in."""
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        """Not allauth's way, which takes the password away from whom it finds."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the member whose address the issuer has verified."""
        person = _member(
            [address.email for address in sociallogin.email_addresses if address.verified is True]
        )
        if person is None or sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(_told(request, UNKNOWN))
        sociallogin.user = person

    def on_authentication_error(self, request: HttpRequest, *_: Any, **__: Any) -> None:
        """One page for all that can go wrong on the way, also for those who turned back."""
        raise ImmediateHttpResponse(_told(request, FAILED))

    def get_requests_session(self) -> Any:
        """Issuers answer where they said; what leads elsewhere is not followed."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session


def _member(emails: list[str]) -> Person | None:
    known = Person.objects.filter(email__in=[email.lower() for email in emails], is_active=True).first()
    with everywhere("who signs in may belong to any account"):
        belongs = known is not None and Member.objects.filter(person=known).exists()
    return known if belongs else None


def _told(request: HttpRequest, sentence: object) -> Any:
    return render(request, "guichet/signin/refused.html", {"sentence": sentence}, status=403)
