"""How django-allauth treats our people: nobody signs up by themselves, and mails leave by a job."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from guichet.accounts.models import Person
from guichet.accounts.signing_in import noted
from guichet.accounts.signing_in.letters import Letter, wake_letter

# What allauth calls its notices, and our letter instead.
NOTICES = {
    "mfa/email/totp_activated": Letter.FACTOR_ADDED,
    "mfa/email/webauthn_added": Letter.FACTOR_ADDED,
    "mfa/email/totp_deactivated": Letter.FACTOR_REMOVED,
    "mfa/email/webauthn_removed": Letter.FACTOR_REMOVED,
    "mfa/email/recovery_codes_generated": Letter.CODES_MADE,
}


class PeopleAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The hooks of allauth.account."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": _("This is not your current password. Type it again."),
        "too_many_login_attempts": _("There were too many tries. Wait 15 minutes, then try again."),
        "rate_limited": _("There were too many tries. Wait 15 minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Owners invite; there is no other way in."""
        return False

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Like somebody unknown."""
        return HttpResponseRedirect("/sign-in")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By the address alone, whatever name the site was asked by."""
        return str(credentials.get("email", "")).lower()

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """By the address on the person: there are no others."""
        if not isinstance(user, Person):
            return False
        known = self.authenticate(self.request, email=user.email, password=password)
        return known is not None and known.pk == user.pk

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **given: Any) -> HttpResponse:
        """Noted in the audit."""
        response: HttpResponse = super().post_login(request, user, **given)
        if isinstance(user, Person):
            noted.note(user, "session.start")
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Noted where somebody has this address; who typed an unknown one is nobody's to know."""
        noted.note_refused(str(credentials.get("email", "")))

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, *_: Any, **__: Any
    ) -> None:
        """Our own letters instead of allauth's."""
        if template_prefix in NOTICES:
            wake_letter(NOTICES[template_prefix], user.pk)

    def add_message(self, *_: Any, **__: Any) -> None:
        """Pages say what was done in their own words."""
