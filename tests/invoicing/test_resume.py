"""After a restore no number is given out before somebody says where the series go on."""

import pytest
from django.utils import timezone

from guichet.accounts.errors import RefusalError
from guichet.inbox.models import Order
from guichet.invoicing.actions.generate_invoice import generate_invoice
from guichet.invoicing.actions.resume_series import resume_series
from guichet.invoicing.models import Invoice, InvoiceSettings
from tests.cast import Company, Player


def test_a_held_store_goes_on_where_it_is_told(alice: Player, shop: Company, lamp: Order) -> None:
    InvoiceSettings.objects.update(held_at=timezone.now())
    with pytest.raises(RefusalError, match="guichet invoices resume"):
        generate_invoice(alice.viewer, lamp.pk)
    assert not Invoice.objects.exists()
    prefix = f"LU-{timezone.now().year}-"
    for given, why in (({"XX-": 3}, "no series"), ({prefix: -1}, "stands at 0")):
        with pytest.raises(RefusalError, match=why):
            resume_series(alice.viewer, shop.store.pk, given)
    (series,) = resume_series(alice.viewer, shop.store.pk, {prefix: 41})
    assert series.last == 41
    assert generate_invoice(alice.viewer, lamp.pk).number == f"{prefix}00042"
