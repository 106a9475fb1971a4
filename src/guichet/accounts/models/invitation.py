"""An account's letter to somebody who is to join it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from guichet.accounts.models.account import Account
from guichet.accounts.models.keys import new_id
from guichet.accounts.models.member import Member, Role


class Invitation(models.Model):
    """Somebody asked to join, by e-mail; the link in the mail holds a token, of which the SHA-256 is kept.

    Open while it is neither accepted nor withdrawn; past `expires_at` it opens nothing and can be sent again.
    `store_ids` counts where not all stores are seen; a store that is gone by then is left out.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=16, choices=Role.choices)
    sees_all_stores = models.BooleanField()
    store_ids = ArrayField(models.UUIDField(), default=list)
    invited_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.BinaryField(max_length=32)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "invitation"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
            ),
        ]
        indexes = [models.Index(fields=["digest"], name="invitation_by_digest")]
