"""The accountant's ZIP: every paper, and figures that add up."""

import csv
import io
import tracemalloc
import zipfile
from collections import defaultdict
from decimal import Decimal

import pytest

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.files import open_file
from guichet.inbox.models import Order
from guichet.invoicing.actions.credit_invoice import CreditRequest, credit_invoice
from guichet.invoicing.actions.generate_invoice import generate_invoice
from guichet.invoicing.actions.upload_own_invoice import upload_own_invoice
from guichet.invoicing.credit_parts import CreditPart
from guichet.invoicing.models import Invoice
from guichet.invoicing.queries.export import export_period
from guichet.invoicing.queries.invoices import InvoiceFilter
from tests.cast import Company, Player
from tests.invoicing.rows import many, stored
from tests.invoicing.sales import TODAY, line, order


def unzipped(pieces: list[bytes]) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert archive.testzip() is None
    return archive


def rows_of(archive: zipfile.ZipFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read("invoices.csv").decode("utf-8-sig"))))


def test_the_sums_are_those_of_the_papers(alice: Player, shop: Company, auchan: Channel, lamp: Order) -> None:
    mixed = stored(
        auchan,
        order(line(1, "21.10", sku="BOOK-1"), line(2, "60.00"), marketplace_id="=HYPERLINK(1)"),
    )
    first, second = (generate_invoice(alice.viewer, row.pk) for row in (lamp, mixed))
    note = credit_invoice(alice.viewer, CreditRequest(first.pk, [CreditPart("line 1")]))
    archive = unzipped(list(export_period(alice.viewer, InvoiceFilter())))
    rows = rows_of(archive)
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row["number"]] += Decimal(row["gross"])
        assert Decimal(row["net"]) + Decimal(row["vat"]) == Decimal(row["gross"])
    assert sums == {
        first.number: Decimal("113.60"),
        second.number: Decimal("81.10"),
        note.number: Decimal("-17.80"),
    }
    assert {row["vat_rate"]: row["vat"] for row in rows if row["number"] == second.number} == {
        "20": "10.00",
        "5.5": "1.10",
    }
    assert next(row["refers_to"] for row in rows if row["number"] == note.number) == first.number
    assert {row["order"] for row in rows if row["number"] == second.number} == {"'=HYPERLINK(1)"}
    assert {row["country"] for row in rows} == {"FR"}
    papers = {name for name in archive.namelist() if name.endswith(".pdf")}
    assert papers == {row["file"] for row in rows}
    assert archive.read(f"{first.number}.pdf").startswith(b"%PDF-")


def test_a_paper_made_elsewhere_is_there_without_figures(
    alice: Player, shop: Company, auchan: Channel
) -> None:
    made, own = many(auchan, 2)
    issued = generate_invoice(alice.viewer, made.pk)
    with open_file(issued.file) as stream:
        copy = io.BytesIO(stream.read() + b"\n")
    upload_own_invoice(alice.viewer, own.pk, issued.number.replace("LU", "X"), copy)
    rows = rows_of(unzipped(list(export_period(alice.viewer, InvoiceFilter()))))
    assert [(row["kind"], row["gross"]) for row in rows] == [("INVOICE", "12.00"), ("OWN", "")]


def test_only_what_the_viewer_may_see_in_the_period(
    alice: Player, charlie: Player, shop: Company, lamp: Order
) -> None:
    invoice = generate_invoice(alice.viewer, lamp.pk)
    for who, wanted in (
        (charlie, InvoiceFilter()),
        (alice, InvoiceFilter(store_ids=[shop.other_store.pk])),
        (alice, InvoiceFilter(until=invoice.issued_on.replace(year=2000))),
    ):
        archive = unzipped(list(export_period(who.viewer, wanted)))
        assert archive.namelist() == ["invoices.csv"]
    with pytest.raises(RefusalError, match="ends before it begins"):
        export_period(alice.viewer, InvoiceFilter(since=TODAY, until=TODAY.replace(year=2000)))


def test_it_is_streamed(alice: Player, shop: Company, auchan: Channel) -> None:
    for row in many(auchan, 20):
        generate_invoice(alice.viewer, row.pk)
    size = sum(Invoice.objects.values_list("file__size_bytes", flat=True))
    tracemalloc.start()
    sent = sum(len(piece) for piece in export_period(alice.viewer, InvoiceFilter()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent > size
    assert peak < size
