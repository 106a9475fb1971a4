"""Papers on their way into the marketplace's own file of the order: the real rehearsal operator over HTTP."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.models import Order
from guichet.invoicing.actions.file_paper import file_paper
from guichet.invoicing.actions.generate_invoice import generate_invoice
from guichet.invoicing.models import Filing, Invoice
from guichet.sync.file_paper import file_with_marketplace, wake_unfiled
from guichet.sync.orders import fetch_orders_of
from guichet.sync.pull import synchronise
from sandbox.mirakl import MiraklOperator
from tests.cast import Company, Player
from tests.inbox.queries.rows import channel_in
from tests.invoicing.rows import configured, stored
from tests.invoicing.sales import line, order
from tests.working import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def sold(channel: Channel, operator: MiraklOperator, alice: Player, lumen: Company) -> Order:
    """An order at the rehearsal operator, read into the inbox of a store that may invoice."""
    configured(alice, lumen.store)
    operator.add_thread("Je voudrais ma facture.", order=operator.add_order(status="SHIPPED"))
    synchronise(channel.pk)
    fetch_orders_of(channel.pk)
    return Order.objects.get()


def _again(filing: Filing) -> Filing:
    Filing.objects.filter(pk=filing.pk).update(next_try_at=timezone.now() - timedelta(seconds=1))
    file_with_marketplace(filing.pk)
    filing.refresh_from_db()
    return filing


def test_an_invoice_is_filed_once_however_often_it_is_asked(
    sold: Order, alice: Player, operator: MiraklOperator
) -> None:
    invoice = generate_invoice(alice.viewer, sold.pk)
    filing = _again(file_paper(alice.viewer, invoice.pk))
    assert (filing.state, filing.error) == ("DONE", "")
    assert file_paper(alice.viewer, invoice.pk).pk == filing.pk
    (document,) = operator.state.documents_in(sold.marketplace_order_id)
    assert document.type == "CUSTOMER_INVOICE"
    assert document.content.startswith(b"%PDF")


def test_a_lost_answer_puts_nothing_twice(sold: Order, alice: Player, operator: MiraklOperator) -> None:
    invoice = generate_invoice(alice.viewer, sold.pk)
    operator.faults.add("OR74", "accepted_then_reset", times=1)
    filing = _again(file_paper(alice.viewer, invoice.pk))
    assert filing.state == "WAITING"
    assert filing.error
    assert _again(filing).state == "DONE"
    assert len(operator.state.documents_in(sold.marketplace_order_id)) == 1


def test_a_failure_inside_a_200_is_shown_and_may_be_tried_again(
    sold: Order, alice: Player, operator: MiraklOperator
) -> None:
    invoice = generate_invoice(alice.viewer, sold.pk)
    for number in range(50):
        operator.state.put_document(
            sold.marketplace_order_id, operator.shop.id, f"{number}.pdf", "CUSTOMER_INVOICE", b"%PDF"
        )
    filing = _again(file_paper(alice.viewer, invoice.pk))
    assert filing.state == "FAILED"
    assert "At most 50 documents" in filing.error
    assert file_paper(alice.viewer, invoice.pk).state == "WAITING"


@pytest.mark.django_db(transaction=True)
def test_with_the_setting_every_paper_is_filed_by_itself(
    sold: Order, alice: Player, lumen: Company, operator: MiraklOperator
) -> None:
    configured(alice, lumen.store, filePapers=True)
    generate_invoice(alice.viewer, sold.pk)
    run_jobs()
    assert Filing.objects.get().state == "DONE"
    assert len(operator.state.documents_in(sold.marketplace_order_id)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_filing_whose_job_is_gone_is_found(sold: Order, alice: Player) -> None:
    invoice = generate_invoice(alice.viewer, sold.pk)
    Filing.objects.create(account_id=invoice.account_id, invoice=invoice, next_try_at=timezone.now())
    wake_unfiled()
    run_jobs()
    assert Filing.objects.get().state == "DONE"


def test_a_marketplace_without_files_says_so(alice: Player, lumen: Company) -> None:
    configured(alice, lumen.store)
    fnac = channel_in(lumen.store, marketplace="fnac-fr")
    Channel.objects.filter(pk=fnac.pk).update(platform="FNAC_DARTY")
    fnac.refresh_from_db()
    invoice = generate_invoice(alice.viewer, stored(fnac, order(line(1, "12.00"), state="Shipped")).pk)
    with pytest.raises(RefusalError) as refusal:
        file_paper(alice.viewer, invoice.pk)
    assert refusal.value.problems[0].code is ErrorCode.UNSUPPORTED


def test_anothers_invoice_cannot_be_filed(sold: Order, alice: Player, bob: Player, rita: Player) -> None:
    invoice: Invoice = generate_invoice(alice.viewer, sold.pk)
    for who, code in ((bob, ErrorCode.NOT_FOUND), (rita, ErrorCode.FORBIDDEN)):
        with pytest.raises(RefusalError) as refusal:
            file_paper(who.viewer, invoice.pk)
        assert refusal.value.problems[0].code is code
    assert not Filing.objects.exists()
