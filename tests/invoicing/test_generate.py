"""One invoice an order, by whoever may, and never changed again."""

import pytest
from django.db import DatabaseError, connection, transaction

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.files import open_file
from guichet.inbox.models import Order
from guichet.invoicing.actions.generate_invoice import generate_invoice
from guichet.invoicing.models import Invoice, InvoiceSeries
from guichet.invoicing.queries.obstacle import obstacle
from tests.cast import Company, Player
from tests.invoicing.rows import configured, stored
from tests.invoicing.sales import BERLIN, PLACED, line, order


def test_asking_again_returns_it(alice: Player, shop: Company, lamp: Order) -> None:
    invoice = generate_invoice(alice.viewer, lamp.pk)
    assert invoice.number.startswith("LU-")
    assert invoice.number.endswith("-00001")
    assert str(invoice.gross) == "113.60"
    assert generate_invoice(alice.viewer, lamp.pk).pk == invoice.pk
    assert Invoice.objects.count() == 1
    with open_file(invoice.file) as stream:
        assert stream.read(5) == b"%PDF-"


def test_obstacle_is_what_generating_says(alice: Player, lumen: Company, lamp: Order) -> None:
    sentence = obstacle(alice.viewer, lamp)
    assert sentence == "The invoice settings of this store are not filled in yet."
    with pytest.raises(RefusalError) as refused:
        generate_invoice(alice.viewer, lamp.pk)
    assert str(refused.value) == sentence
    configured(alice, lumen.store)
    assert obstacle(alice.viewer, lamp) is None


def test_a_refusal_takes_no_number(alice: Player, shop: Company, auchan: Channel, lamp: Order) -> None:
    waiting = stored(auchan, order(line(1, "5.00"), state="WAITING_ACCEPTANCE", marketplace_id="EARLY"))
    with pytest.raises(RefusalError, match="once it is accepted"):
        generate_invoice(alice.viewer, waiting.pk)
    assert not InvoiceSeries.objects.exists()
    assert generate_invoice(alice.viewer, lamp.pk).sequence == 1


def test_others_do_not_reach_it(
    alice: Player, charlie: Player, rita: Player, bob: Player, shop: Company, lamp: Order
) -> None:
    for who, words in ((charlie, "no such order"), (bob, "no such order"), (rita, "only read")):
        with pytest.raises(RefusalError, match=words):
            generate_invoice(who.viewer, lamp.pk)
    assert not Invoice.objects.exists()


@pytest.mark.parametrize("change", ["UPDATE invoice SET gross = 1", "DELETE FROM invoice"])
def test_the_database_refuses_to_change_it(alice: Player, shop: Company, lamp: Order, change: str) -> None:
    invoice = generate_invoice(alice.viewer, lamp.pk)
    with pytest.raises(DatabaseError, match="cannot be changed or deleted"), transaction.atomic():
        connection.cursor().execute(change)
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk).update(number="X")
    assert Invoice.objects.get().number == invoice.number


def test_a_business_abroad_gives_its_number(alice: Player, shop: Company, auchan: Channel) -> None:
    sold = stored(
        auchan,
        order(line(1, "119.00"), billing_address=BERLIN, shipping_address=BERLIN, shipped_at=PLACED),
    )
    with pytest.raises(RefusalError, match="not a VAT number"):
        generate_invoice(alice.viewer, sold.pk, "DE 136 695 977")
    invoice = generate_invoice(alice.viewer, sold.pk, "de 136 695 976")
    assert str(invoice.vat) == "0.00"
    assert invoice.data["buyer"]["vat_number"] == "DE136695976"


def test_data_that_no_standard_takes_are_a_sentence(
    alice: Player, shop: Company, lamp: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> bytes:
        raise ValueError("the XML breaks its schema")

    with monkeypatch.context() as patched:
        patched.setattr("guichet.invoicing.drawn.render", broken)
        with pytest.raises(RefusalError, match="EN 16931"):
            generate_invoice(alice.viewer, lamp.pk)
    assert not InvoiceSeries.objects.exists()
    assert generate_invoice(alice.viewer, lamp.pk).sequence == 1
