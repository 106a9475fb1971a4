"""Invoices made elsewhere: uploaded, or fetched from the seller's system."""

import io
from collections.abc import Iterator
from dataclasses import replace
from threading import Thread

import pytest
from django.db import connection
from pytest_django import Settings
from werkzeug import Request, Response
from werkzeug.serving import make_server

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.models import Order
from guichet.invoicing.actions.ask_own_invoice import ask_own_invoice
from guichet.invoicing.actions.generate_invoice import generate_invoice
from guichet.invoicing.actions.remove_own_invoice import remove_own_invoice
from guichet.invoicing.actions.upload_own_invoice import upload_own_invoice
from guichet.invoicing.models import FetchState, Invoice, InvoiceKind, OwnFetch
from guichet.invoicing.paper.render import render
from guichet.invoicing.queries.obstacle import obstacle
from guichet.sync.own_invoice import fetch_own_invoice, wake_waiting
from tests.cast import Company, Player
from tests.invoicing.rows import configured, many
from tests.invoicing.sales import line, order, paper_of, settings_of
from tests.working import run_jobs

SIZE = 200_000_000


@pytest.fixture(scope="session")
def paper() -> bytes:
    """A real PDF."""
    return render(replace(paper_of(settings_of(), order(line(1, "12.00"))), number="ERP-1"))


class Endless(io.RawIOBase):
    """200 MB that are never in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.left = SIZE

    def read(self, size: int = -1) -> bytes:
        """The next of them."""
        piece = b"%PDF-" + b" " * (min(size, self.left) - 5)
        self.left -= len(piece)
        return piece


def test_an_upload_is_the_orders_invoice(alice: Player, lumen: Company, lamp: Order, paper: bytes) -> None:
    invoice = upload_own_invoice(alice.viewer, lamp.pk, " ERP 77/1 ", io.BytesIO(paper))
    assert (invoice.number, invoice.kind, invoice.gross) == ("ERP 77/1", InvoiceKind.OWN, None)
    assert invoice.file.file_name == "ERP-77-1.pdf"
    assert obstacle(alice.viewer, lamp) is None
    assert generate_invoice(alice.viewer, lamp.pk).pk == invoice.pk


def test_what_is_no_invoice_is_refused_in_words(
    alice: Player, lumen: Company, lamp: Order, paper: bytes
) -> None:
    for stream, words in (
        (io.BytesIO(b""), "empty"),
        (Endless(), "at most 20 MB"),
        (io.BytesIO(b"<html>404</html>"), "not a PDF"),
        (io.BytesIO(paper[: len(paper) // 2]), "cut short"),
        (io.BytesIO(b"%PDF-1.7\n" + b"x" * 99 + b"\nstartxref\n0\n%%EOF"), "damaged"),
    ):
        with pytest.raises(RefusalError, match=words):
            upload_own_invoice(alice.viewer, lamp.pk, "1", stream)  # type: ignore[arg-type]
    with pytest.raises(RefusalError, match="Write the number"):
        upload_own_invoice(alice.viewer, lamp.pk, " ", io.BytesIO(paper))
    assert not Invoice.objects.exists()


def test_duplicates_are_refused(alice: Player, shop: Company, auchan: Channel, paper: bytes) -> None:
    first, second = many(auchan, 2)
    upload_own_invoice(alice.viewer, first.pk, "E-1", io.BytesIO(paper))
    with pytest.raises(RefusalError, match="has its invoice already: E-1"):
        upload_own_invoice(alice.viewer, first.pk, "E-2", io.BytesIO(paper + b"\n"))
    with pytest.raises(RefusalError, match="This very file is the invoice E-1 of the order O-0000"):
        upload_own_invoice(alice.viewer, second.pk, "E-2", io.BytesIO(paper))
    with pytest.raises(RefusalError, match="has the number E-1"):
        upload_own_invoice(alice.viewer, second.pk, "E-1", io.BytesIO(paper + b"\n"))


def test_only_what_was_made_elsewhere_goes_away(
    alice: Player, shop: Company, auchan: Channel, paper: bytes
) -> None:
    first, second = many(auchan, 2)
    own = upload_own_invoice(alice.viewer, first.pk, "E-1", io.BytesIO(paper))
    issued = generate_invoice(alice.viewer, second.pk)
    with pytest.raises(RefusalError, match="credit note instead"):
        remove_own_invoice(alice.viewer, issued.pk)
    remove_own_invoice(alice.viewer, own.pk)
    assert list(Invoice.objects.all()) == [issued]


@pytest.fixture
def erp(paper: bytes) -> Iterator[str]:
    """The seller's own system: the address of its template."""

    @Request.application
    def app(request: Request) -> Response:
        if request.path == "/invoices/O-0000.pdf":
            return Response(paper, content_type="application/pdf")
        if request.path == "/invoices/O-0001.pdf":
            return Response("gone", status=404)
        return Response("busy", status=503)

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/invoices/{{orderId}}.pdf"
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_is_fetched_by_the_address_template(
    alice: Player, lumen: Company, auchan: Channel, erp: str
) -> None:
    configured(alice, lumen.store, source="OWN", ownAddress=erp)
    there, missing, busy = many(auchan, 3)
    assert "own system" in (obstacle(alice.viewer, there) or "")
    for row in (there, missing, busy):
        fetch_own_invoice(ask_own_invoice(alice.viewer, row.pk).pk)
    states = {fetch.order_id: (fetch.state, fetch.error) for fetch in OwnFetch.objects.all()}
    assert states[there.pk] == (FetchState.DONE, "")
    assert states[missing.pk] == (FetchState.FAILED, "Your system has no invoice for this order (404).")
    assert states[busy.pk][0] == FetchState.WAITING
    assert OwnFetch.objects.get(order=busy).next_try_at is not None
    assert Invoice.objects.get().number == "O-0000"


def test_without_an_address_nothing_is_asked(alice: Player, shop: Company, lamp: Order) -> None:
    with pytest.raises(RefusalError, match="at which address"):
        ask_own_invoice(alice.viewer, lamp.pk)


def test_private_addresses_are_not_called(
    alice: Player, lumen: Company, lamp: Order, erp: str, settings: Settings
) -> None:
    configured(alice, lumen.store, source="OWN", ownAddress=erp.replace("http://", "https://"))
    settings.GUICHET_ALLOW_PRIVATE_HOSTS = False
    fetch = ask_own_invoice(alice.viewer, lamp.pk)
    fetch_own_invoice(fetch.pk)
    fetch.refresh_from_db()
    assert "127.0.0.1" in fetch.error
    assert not Invoice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_fetch_whose_job_is_lost_is_woken(alice: Player, lumen: Company, auchan: Channel, erp: str) -> None:
    configured(alice, lumen.store, source="OWN", ownAddress=erp)
    ask_own_invoice(alice.viewer, many(auchan, 1)[0].pk)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    wake_waiting()
    run_jobs()
    assert OwnFetch.objects.get().state == FetchState.DONE
