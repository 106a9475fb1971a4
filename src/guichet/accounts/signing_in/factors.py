"""How django-allauth treats second factors: secrets are sealed, and passkeys belong to our own address."""

from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guichet.accounts.sealing import seal, unseal

SECRET = "secret"  # noqa: S105


class FactorsAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The hooks of allauth.mfa."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or was used already. Type the one that is shown now."),
    }

    def encrypt(self, text: str) -> str:
        """With the keys that marketplace credentials are sealed with."""
        return seal({SECRET: text}).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """SealBrokenError where the installation's keys are others than those that sealed it."""
        return unseal(encrypted_text.encode("ascii"))[SECRET]

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """For a passkey that got no name."""
        return gettext("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host of GUICHET_BASE_URL: a passkey works there alone (WebAuthn, "Relying party id")."""
        base = settings.GUICHET_BASE_URL
        host = urlsplit(base).hostname if base else context.request.get_host().rpartition(":")[0]
        return {"id": host or context.request.get_host(), "name": "Guichet"}
