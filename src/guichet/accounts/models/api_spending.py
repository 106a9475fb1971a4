"""How much a token or a member asked of the API lately."""

from django.db import models

from guichet.accounts.models.account import Account


class ApiSpending(models.Model):
    """Two buckets, each by the moment when it will be full again (GCRA, ITU-T I.371 annex A).

    The table is unlogged: a crash of the server empties it, which fills all buckets and loses nothing else.
    """

    # A token's id, or a member's where a session asks.
    asker_id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    requests_full_at = models.DateTimeField()
    nodes_full_at = models.DateTimeField()

    class Meta:
        db_table = "api_spending"
