"""What a mutation with an idempotency key was answered."""

from django.db import models

from guichet.accounts.models.account import Account
from guichet.accounts.models.keys import new_id


class ApiAnswer(models.Model):
    """Written in the transaction of the mutation itself: it is there if and only if the mutation acted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, db_index=False, related_name="+")
    # A token's id, or a member's where a session asks: keys of others are no business of theirs.
    asker_id = models.UUIDField()
    key = models.CharField(max_length=255)
    # SHA-256 of the operation, its variables and its files.
    fingerprint = models.BinaryField(max_length=32)
    # Sealed: it may hold a customer's words, or a token that is shown once.
    body = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "api_answer"
        constraints = [models.UniqueConstraint(fields=["account", "asker_id", "key"], name="api_answer_once")]
        indexes = [models.Index(fields=["created_at"], name="api_answer_by_age")]
