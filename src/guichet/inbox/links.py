"""Signed links to files: good for 90 days, for whoever holds them."""

from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner

LIFETIME = timedelta(days=90)
_signer = TimestampSigner(salt="guichet.file")


def signed_path(attachment_id: UUID) -> str:
    """Where this attachment may be downloaded, as a path of our own site."""
    return f"/files/{_signer.sign(attachment_id.hex)}"


def attachment_id_of(signed: str) -> UUID | None:
    """The attachment that a signed link names; None when it was not signed by us or is too old."""
    try:
        return UUID(_signer.unsign(signed, max_age=LIFETIME))
    except (BadSignature, ValueError):
        return None
