"""An issued paper."""

from django.db import models
from django.db.models import Q

from guichet.accounts.models import Account, Store
from guichet.accounts.models.keys import new_id
from guichet.inbox.models import Attachment, Order


class InvoiceKind(models.TextChoices):
    """Made here, made here to correct one, or made elsewhere and only kept here."""

    INVOICE = "INVOICE"
    CREDIT_NOTE = "CREDIT_NOTE"
    OWN = "OWN"


class Invoice(models.Model):
    """An invoice or credit note with its file; a trigger refuses every change of what was made here.

    `data` is the paper as it was drawn (`guichet.invoicing.document.Paper` as JSON, without the logo).
    The amounts of an OWN invoice are not known. Amounts of a credit note are positive.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=InvoiceKind.choices)
    number = models.CharField(max_length=60)
    # Null for a number that was given elsewhere.
    prefix = models.CharField(max_length=40, null=True)
    sequence = models.PositiveIntegerField(null=True)
    refers_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="credit_notes")
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    marketplace = models.CharField(max_length=100)
    marketplace_order_id = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    net = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    vat = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    gross = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    data = models.JSONField(default=dict)
    file = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    # Of the request for a credit note: the same key on one invoice is one credit note.
    request_key = models.CharField(max_length=200, null=True)
    # A member's id, and no reference: the row must not change when the member leaves.
    issued_by = models.UUIDField(null=True)

    class Meta:
        db_table = "invoice"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "order"],
                condition=Q(kind__in=["INVOICE", "OWN"]),
                name="invoice_of_order_once",
            ),
            models.UniqueConstraint(
                fields=["account", "number"],
                condition=Q(kind__in=["INVOICE", "CREDIT_NOTE"]),
                name="invoice_number_once",
            ),
            models.UniqueConstraint(fields=["account", "prefix", "sequence"], name="invoice_sequence_once"),
            models.UniqueConstraint(
                fields=["account", "store", "number"],
                condition=Q(kind="OWN"),
                name="invoice_own_number_once",
            ),
            models.UniqueConstraint(fields=["account", "digest"], name="invoice_file_once"),
            models.UniqueConstraint(
                fields=["account", "refers_to", "request_key"],
                condition=Q(request_key__isnull=False),
                name="invoice_request_once",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-issued_at", "-id"], name="invoice_newest"),
            models.Index(fields=["account", "store", "issued_on"], name="invoice_of_period"),
        ]
