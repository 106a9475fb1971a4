"""How many discussions there are of each kind, kept by triggers."""

from django.db import models


class DiscussionTally(models.Model):
    """A part of a number: those of the same kind are added up (docs/decisions/0023-tally.md).

    Every statement that changes discussions adds rows with what it changed, below zero too, and waits for
    nobody; now and then one of them adds up what its account has. `waits` is whether an answer is awaited.
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
        indexes = [models.Index(fields=["account_id"], name="discussion_tally_of_account")]
