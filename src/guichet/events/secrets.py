"""The secret that signs: made, kept, changed and used as Standard Webhooks 1.0 says ("Signature scheme")."""

import secrets
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from standardwebhooks import Webhook as Signer

from guichet.accounts.sealing import seal, unseal
from guichet.events.models import Webhook

PREFIX = "whsec_"
# The specification asks for 24 to 64 random bytes.
RANDOM_BYTES = 32
# How long the former secret signs too, so that a receiver can take the new one over in peace.
BOTH_SIGN = timedelta(hours=24)


def new_secret() -> str:
    """A fresh secret in the form that receivers' libraries take."""
    return PREFIX + b64encode(secrets.token_bytes(RANDOM_BYTES)).decode()


def set_secret(webhook: Webhook, secret: str) -> None:
    """The secret of a new webhook; the row is the caller's to save."""
    webhook.secrets, webhook.previous_until = seal({"secret": secret}), None


def change_secret(webhook: Webhook, secret: str) -> None:
    """Sign by this one from now on, and by the former one for a day; the row is the caller's to save."""
    former = unseal(bytes(webhook.secrets))["secret"]
    webhook.secrets = seal({"secret": secret, "previous": former})
    webhook.previous_until = timezone.now() + BOTH_SIGN


def signers_of(webhook: Webhook) -> list[Signer]:
    """Those that sign now, the newest first; SealBrokenError when the installation's keys were changed."""
    kept = unseal(bytes(webhook.secrets))
    previous = kept.get("previous")
    is_valid = webhook.previous_until is not None and webhook.previous_until > timezone.now()
    return [Signer(kept["secret"]), *([Signer(previous)] if previous and is_valid else [])]


def signature(signers: Sequence[Signer], event_id: str, at: datetime, body: str) -> str:
    """The header `webhook-signature`: one signature for each secret, with blanks between."""
    return " ".join(signer.sign(event_id, at, body) for signer in signers)
