"""A link to a file of a reply, for a marketplace that takes no files."""

import secrets

from django.db import models
from django.utils import timezone

from guichet.accounts.models import Account
from guichet.accounts.models.keys import new_id
from guichet.inbox.models.attachment import Attachment

TOKEN_BYTES = 16


def new_token() -> str:
    """128 bits from the system's generator as 22 characters: short, because the text has limits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class FileLink(models.Model):
    """What a customer follows to a file, until it expires or is withdrawn.

    The token is kept as it is: the text of the reply holds it too, by which that reply is recognised when it
    is read back, so that a digest here would hide nothing. It is drawn and not computed from
    GUICHET_SECRET_KEY: a new key leaves the links alone that customers already hold.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    # One upload that goes with several replies has a row for each, and so a link for each.
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="link")
    token = models.CharField(max_length=40, unique=True)
    # The language of the discussion, in which a link that is no longer good says so.
    language = models.CharField(max_length=2)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    downloads = models.PositiveIntegerField(default=0)
    last_download_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "file_link"

    @property
    def is_good(self) -> bool:
        """Whether it still leads to the file."""
        return self.revoked_at is None and self.expires_at > timezone.now()
