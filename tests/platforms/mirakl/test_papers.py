"""Papers filed with their orders, over real HTTP."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from guichet.platforms.errors import MissingRight, NeedsOwner, Refused, Uncertain
from guichet.platforms.filing import FilingConnector, OrderPaper
from guichet.platforms.mirakl.connector import MiraklConnector
from guichet.platforms.port import OutgoingFile
from sandbox.mirakl import MiraklOperator, RunningServer
from tests.platforms.mirakl.conftest import Scripted

PDF = b"%PDF-1.7 test"
FILED = "Facture_n_42_ete.pdf"


@pytest.fixture
def connector(operator: MiraklOperator, server: RunningServer, connector_at: Scripted) -> MiraklConnector:
    return connector_at(server.url, apiKey=operator.api_key)


def paper(order_id: str, *, is_credit_note: bool = False) -> OrderPaper:
    file = OutgoingFile("Facture n 42 été.pdf", "application/pdf", len(PDF), lambda: BytesIO(PDF))
    amounts = Decimal("74.92"), Decimal("14.98")
    return OrderPaper(order_id, "FA-42", date(2026, 11, 23), *amounts, file, is_credit_note=is_credit_note)


def test_an_invoice_becomes_a_document_of_its_order(
    operator: MiraklOperator, connector: MiraklConnector
) -> None:
    assert isinstance(connector, FilingConnector)
    order = operator.add_order()
    connector.file_paper(paper(order.id))
    (document,) = operator.state.documents_in(order.id)
    assert (document.name, document.type, document.content) == (FILED, "CUSTOMER_INVOICE", PDF)


def test_once_more_puts_nothing_twice(operator: MiraklOperator, connector: MiraklConnector) -> None:
    order = operator.add_order()
    for _ in range(3):
        connector.file_paper(paper(order.id))
    assert len(operator.state.documents_in(order.id)) == 1
    assert len(operator.calls.of("OR74")) == 1
    assert len(operator.calls.of("DO01")) == 1


def test_a_lost_answer_is_found_out_by_the_next_call(
    operator: MiraklOperator, connector: MiraklConnector
) -> None:
    order = operator.add_order()
    operator.faults.add("OR74", "accepted_then_reset", times=1)
    with pytest.raises(Uncertain):
        connector.file_paper(paper(order.id))
    connector.file_paper(paper(order.id))
    assert len(operator.state.documents_in(order.id)) == 1


def test_a_200_that_is_a_failure_is_one(operator: MiraklOperator, connector: MiraklConnector) -> None:
    order = operator.add_order()
    for number in range(50):
        operator.state.put_document(order.id, order.shop_id, f"{number}.pdf", "CUSTOMER_INVOICE", PDF)
    with pytest.raises(Refused, match="At most 50 documents per order"):
        connector.file_paper(paper(order.id))


def test_an_operator_that_asks_is_answered_in_its_own_way(
    operator: MiraklOperator, connector: MiraklConnector
) -> None:
    order = operator.add_order()
    request = operator.ask_for_paper(order)
    operator.ask_for_paper(order, "CREDIT_NOTE")
    for _ in range(2):
        connector.file_paper(paper(order.id))
    assert (request.state, request.number, request.content) == ("ISSUED", "FA-42", PDF)
    assert len(operator.calls.of("DR74")) == 1
    assert operator.state.documents_in(order.id) == []
    connector.file_paper(paper(order.id, is_credit_note=True))
    assert {one.state for one in operator.state.document_requests.values()} == {"ISSUED"}


def test_an_order_that_is_gone(operator: MiraklOperator, connector: MiraklConnector) -> None:
    with pytest.raises(Refused):
        connector.file_paper(paper("nowhere-A"))


def test_a_key_that_may_not_file_says_so(operator: MiraklOperator, connector: MiraklConnector) -> None:
    order = operator.add_order()
    operator.deny("ORDER_DOCUMENT_WRITE")
    with pytest.raises(MissingRight, match="may not file documents"):
        connector.file_paper(paper(order.id))
    operator.rotate_key()
    with pytest.raises(NeedsOwner):
        connector.file_paper(paper(order.id))
