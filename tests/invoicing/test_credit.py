"""Credit notes: in whole or in part, and never more than was invoiced."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.models import Order
from guichet.invoicing.actions.credit_invoice import CreditRequest, credit_invoice
from guichet.invoicing.actions.generate_invoice import generate_invoice
from guichet.invoicing.credit_parts import CreditPart
from guichet.invoicing.models import Invoice
from guichet.invoicing.queries.credited import left_of
from tests.cast import Company, Player
from tests.invoicing.rows import configured, stored
from tests.invoicing.sales import line, order


@pytest.fixture
def invoice(alice: Player, shop: Company, lamp: Order) -> Invoice:
    """113.60: a line of 89.90, one of twice 8.90, shipping of 5.90."""
    return generate_invoice(alice.viewer, lamp.pk)


def credited(invoice: Invoice) -> Decimal:
    total = Invoice.objects.filter(refers_to=invoice).aggregate(total=Sum("gross"))["total"]
    return Decimal(total or 0)


def test_the_whole(alice: Player, invoice: Invoice) -> None:
    note = credit_invoice(alice.viewer, CreditRequest(invoice.pk, reason="Retour"))
    assert note.number.startswith("LA-")
    assert (note.net, note.vat, note.gross) == (invoice.net, invoice.vat, invoice.gross)
    assert note.refers_to_id == invoice.pk
    assert note.data["refers_to"]["number"] == invoice.number
    assert note.data["notes"] == ["Retour"]
    with pytest.raises(RefusalError, match="nothing is left"):
        credit_invoice(alice.viewer, CreditRequest(invoice.pk))


def test_bit_by_bit_comes_to_the_whole(alice: Player, invoice: Invoice) -> None:
    one_piece = CreditPart("line 1", quantity=Decimal(1))
    reduction = CreditPart("line 0", gross=Decimal("10.01"))
    first = credit_invoice(alice.viewer, CreditRequest(invoice.pk, [one_piece, reduction]))
    # 8.90 of 17.80 with 2.97 VAT: 1.49 (half, rounded up); 10.01 of 89.90 with 14.98: 1.67
    assert (first.gross, first.vat) == (Decimal("18.91"), Decimal("3.16"))
    shipping = credit_invoice(alice.viewer, CreditRequest(invoice.pk, [CreditPart("shipping 0")]))
    assert (shipping.gross, shipping.vat) == (Decimal("5.90"), Decimal("0.98"))
    assert [one["title"] for one in shipping.data["lines"]] == ["Frais de port"]
    rest = credit_invoice(alice.viewer, CreditRequest(invoice.pk))
    assert credited(invoice) == invoice.gross
    assert first.vat is not None
    assert shipping.vat is not None
    assert rest.vat is not None
    assert first.vat + shipping.vat + rest.vat == invoice.vat


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (CreditPart("line 1", quantity=Decimal(3)), "at most 2.00 pieces"),
        (CreditPart("line 0", gross=Decimal("89.91")), "at most 89.90"),
        (CreditPart("line 0", gross=Decimal(0)), "more than 0"),
        (CreditPart("line 7"), "no position line 7"),
    ],
)
def test_more_than_there_is_is_refused(alice: Player, invoice: Invoice, part: CreditPart, words: str) -> None:
    with pytest.raises(RefusalError, match=words):
        credit_invoice(alice.viewer, CreditRequest(invoice.pk, [part]))
    assert not Invoice.objects.filter(refers_to=invoice).exists()


def test_lines_beyond_a_discounted_invoice_are_refused(alice: Player, shop: Company, auchan: Channel) -> None:
    row = stored(auchan, order(line(1, "100.00"), line(2, "-40.00")))
    invoice = generate_invoice(alice.viewer, row.pk)
    assert str(invoice.gross) == "60.00"
    with pytest.raises(RefusalError, match=r"at most 60\.00"):
        credit_invoice(alice.viewer, CreditRequest(invoice.pk, [CreditPart("line 0")]))
    assert str(credit_invoice(alice.viewer, CreditRequest(invoice.pk)).gross) == "60.00"


def test_one_key_is_one_credit_note(alice: Player, invoice: Invoice) -> None:
    request = CreditRequest(invoice.pk, [CreditPart("line 0", gross=Decimal(5))], idempotency_key="refund-1")
    first, second = (credit_invoice(alice.viewer, request) for _ in range(2))
    assert first.pk == second.pk
    assert credited(invoice) == 5


@pytest.mark.django_db(transaction=True)
def test_twenty_threads_credit_no_more_than_was_invoiced(alice: Player, invoice: Invoice) -> None:
    def credit(_: int) -> bool:
        part = CreditPart("line 0", gross=Decimal("20.00"))
        try:
            credit_invoice(alice.viewer, CreditRequest(invoice.pk, [part]))
        except RefusalError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(20) as pool:
        done = list(pool.map(credit, range(20)))
    # Of 89.90 four times 20.00 can be credited.
    assert sum(done) == 4
    assert credited(invoice) == 80
    left = left_of(invoice)
    assert left is not None
    assert left.positions[0].left_gross == Decimal("9.90")
    numbers = (
        Invoice.objects.filter(refers_to=invoice).order_by("sequence").values_list("sequence", flat=True)
    )
    assert list(numbers) == [1, 2, 3, 4]


def test_a_credit_note_cannot_be_credited(alice: Player, invoice: Invoice) -> None:
    note = credit_invoice(alice.viewer, CreditRequest(invoice.pk))
    with pytest.raises(RefusalError, match="name its invoice"):
        credit_invoice(alice.viewer, CreditRequest(note.pk))


def test_others_do_not_credit(
    alice: Player, bob: Player, charlie: Player, rita: Player, invoice: Invoice
) -> None:
    for who in (bob, charlie, rita):
        with pytest.raises(RefusalError):
            credit_invoice(who.viewer, CreditRequest(invoice.pk))
    configured(alice, invoice.store)
    assert credited(invoice) == 0
