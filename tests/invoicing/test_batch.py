"""Many invoices at once, resumed wherever it stopped."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.models import Order
from guichet.invoicing.actions.run_batch import STALLED, run_batch, wake_stalled
from guichet.invoicing.actions.start_batch import start_batch
from guichet.invoicing.models import Invoice, InvoiceBatch
from guichet.invoicing.queries.batches import batch_of, orders_without_invoice
from tests.cast import Company, Player
from tests.invoicing.rows import many, stored
from tests.invoicing.sales import PLACED, line, order
from tests.working import run_jobs


@pytest.mark.django_db(transaction=True)
def test_the_jobs_take_it_to_its_end(alice: Player, shop: Company, auchan: Channel) -> None:
    orders = many(auchan, 12)
    stored(auchan, replace(order(line(1, "1.00")), marketplace_id="EARLY", state="STAGING"))
    ids = [row.pk for row in Order.objects.order_by("-marketplace_order_id")]
    batch = start_batch(alice.viewer, ids)
    run_jobs()
    batch = batch_of(alice.viewer, batch.pk)
    assert (batch.state, batch.total, batch.done, batch.issued) == ("DONE", 13, 13, 12)
    (problem,) = batch.problems
    assert "STAGING" in problem["why"]
    assert Invoice.objects.filter(order__in=orders).count() == 12


def test_it_goes_on_where_it_stopped(alice: Player, shop: Company, auchan: Channel) -> None:
    batch = start_batch(alice.viewer, [row.pk for row in many(auchan, 3)])
    run_batch(batch.pk, 0.0)
    assert InvoiceBatch.objects.get().done == 1
    run_batch(batch.pk, 60.0)
    run_batch(batch.pk, 60.0)
    batch = InvoiceBatch.objects.get()
    assert (batch.done, batch.issued, batch.state) == (3, 3, "DONE")
    assert Invoice.objects.count() == 3


def test_who_left_invoices_no_more(alice: Player, shop: Company, auchan: Channel) -> None:
    batch = start_batch(alice.viewer, [row.pk for row in many(auchan, 2)])
    alice.member.delete()
    run_batch(batch.pk, 60.0)
    batch = InvoiceBatch.objects.get()
    assert (batch.done, batch.issued) == (2, 0)
    assert "no longer a member" in batch.problems[0]["why"]


def test_only_visible_orders(alice: Player, charlie: Player, bob: Player, shop: Company, lamp: Order) -> None:
    for who, ids in ((charlie, [lamp.pk]), (bob, [lamp.pk]), (alice, [lamp.pk, uuid4()]), (alice, [])):
        with pytest.raises(RefusalError):
            start_batch(who.viewer, ids)
    batch = start_batch(alice.viewer, [lamp.pk])
    with pytest.raises(RefusalError, match="no such batch"):
        batch_of(charlie.viewer, batch.pk)


def test_the_orders_of_a_time_without_an_invoice(alice: Player, shop: Company, auchan: Channel) -> None:
    first, second = many(auchan, 2)
    run_batch(start_batch(alice.viewer, [first.pk]).pk, 60.0)
    late = timezone.now() + timedelta(days=1)
    assert orders_without_invoice(alice.viewer, None, PLACED, late) == [second.pk]
    assert orders_without_invoice(alice.viewer, None, datetime(2020, 1, 1, tzinfo=UTC), PLACED) == []
    assert orders_without_invoice(alice.viewer, [shop.other_store.pk], PLACED, late) == []


@pytest.mark.django_db(transaction=True)
def test_a_batch_whose_job_is_lost_is_woken(alice: Player, shop: Company, auchan: Channel) -> None:
    batch = start_batch(alice.viewer, [row.pk for row in many(auchan, 2)])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    run_jobs()
    assert InvoiceBatch.objects.get().done == 0
    wake_stalled()
    run_jobs()
    assert InvoiceBatch.objects.get().done == 0, "it may still be at work"
    InvoiceBatch.objects.update(updated_at=timezone.now() - STALLED * 2)
    wake_stalled()
    run_jobs()
    assert batch_of(alice.viewer, batch.pk).state == "DONE"
