"""A key to the API."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from guichet.accounts.models.account import Account
from guichet.accounts.models.keys import new_id
from guichet.accounts.models.member import Member


class TokenScope(models.TextChoices):
    """The most that a token may do: read, work on conversations too, or whatever its member may."""

    READ = "read"
    REPLY = "reply"
    MANAGE = "manage"


class ApiToken(models.Model):
    """A named key to the API, acting as the member who made it; only its SHA-256 is kept.

    It never does or sees more than its member does at that moment: `scope` and `store_ids` only take away.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=200)
    digest = models.BinaryField(max_length=32, unique=True)
    # The last characters, so that people tell their tokens apart; empty for tokens older than this column.
    hint = models.CharField(max_length=8, blank=True, db_default="")
    scope = models.CharField(max_length=8, choices=TokenScope.choices, db_default=TokenScope.MANAGE.value)
    # Null means: all that its member sees. A store that is gone stays here and opens nothing.
    store_ids = ArrayField(models.UUIDField(), null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_token"
