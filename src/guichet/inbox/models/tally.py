"""How many discussions there are of each kind, kept by triggers."""

from django.db import models


class DiscussionTally(models.Model):
    """A part of a number: those of the same kind are added up (docs/decisions/0023-tally.md).

    A statement that changes discussions writes into a row of its kind that nobody holds, or into a new one:
    one part may be below zero. `waits` is whether an answer is awaited.
    """

    id = models.BigAutoField(primary_key=True)
    account_id = models.UUIDField()
    store_id = models.UUIDField()
    status = models.CharField(max_length=8)
    is_read = models.BooleanField()
    waits = models.BooleanField()
    count = models.BigIntegerField()

    class Meta:
        db_table = "discussion_tally"
        indexes = [
            models.Index(
                fields=["account_id", "store_id", "status", "is_read", "waits"],
                name="discussion_tally_by_kind",
            )
        ]
