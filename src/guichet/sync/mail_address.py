"""The inbound address of a channel: nobody can guess it, and nothing is read out of it."""

import secrets

from django.conf import settings

from guichet.accounts.errors import ErrorCode, refuse
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform

# Small letters and digits, none like another: mail servers may change the case of a local part.
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
_LENGTH = 20


def must_receive(platform: Platform) -> None:
    """RefusalError CONFLICT where a platform needs an inbound address and this installation has no domain."""
    if manifest_of(platform).capabilities.needs_inbound_address and not settings.GUICHET_MAIL_DOMAIN:
        message = (
            "This marketplace writes by mail, and this installation receives none yet: set "
            "GUICHET_MAIL_DOMAIN to the domain of its inbound addresses (a domain of yours, also where only "
            "mailboxes are read), restart and activate again."
        )
        raise refuse(ErrorCode.CONFLICT, message, "marketplace")


def new_address(platform: Platform) -> str:
    """A fresh address for a channel of an e-mail marketplace (100 random bits); empty for the others."""
    if not manifest_of(platform).capabilities.needs_inbound_address:
        return ""
    local = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return f"{local}@{settings.GUICHET_MAIL_DOMAIN}"
