"""An order as the marketplace tells it."""

from django.db import models
from django.db.models import Q

from guichet.accounts.models import Account, Channel
from guichet.accounts.models.keys import new_id


class Order(models.Model):
    """An order, known by its id as soon as a discussion names it, filled when it is fetched.

    `data` holds the fields of `platforms.port.Order` as JSON; money as decimal strings.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+", db_index=False)
    marketplace_order_id = models.CharField(max_length=200)
    state = models.CharField(max_length=100, blank=True)
    placed_at = models.DateTimeField(null=True)
    total = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True)
    customer_name = models.CharField(max_length=300, blank=True)
    url = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    # Null until the marketplace gave it once.
    fetched_at = models.DateTimeField(null=True)
    # When it should be asked for (again); null while fresh enough.
    fetch_after = models.DateTimeField(null=True)
    fetch_failures = models.PositiveSmallIntegerField(default=0)
    # When names and addresses were erased; it is fetched again only if its customer writes again.
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "marketplace_order"
        constraints = [
            models.UniqueConstraint(fields=["channel", "marketplace_order_id"], name="order_once"),
        ]
        indexes = [
            models.Index(
                fields=["channel", "fetch_after"],
                condition=Q(fetch_after__isnull=False),
                name="order_to_fetch",
            ),
        ]
