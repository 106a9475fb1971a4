"""A period for the accountant: a ZIP of the papers and a CSV of their figures, made while it is sent.

The CSV has a row for each paper and VAT rate, so that any column adds up; credit notes count negative. Papers
made elsewhere have a row without figures, since Guichet does not read them.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from guichet.accounts.scope import pieces_within
from guichet.accounts.viewer import Viewer
from guichet.inbox.files import CHUNK, open_file
from guichet.invoicing import access
from guichet.invoicing.cents import ZERO
from guichet.invoicing.models import Invoice, InvoiceKind
from guichet.invoicing.queries.invoices import InvoiceFilter, filtered

COLUMNS = (
    "number", "kind", "issued_on", "refers_to", "store", "marketplace", "order", "country", "currency",
    "vat_category", "vat_rate", "net", "vat", "gross", "file",
)  # fmt: skip
# What a spreadsheet would take for a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
ROWS_AT_ONCE = 200


def export_period(viewer: Viewer, wanted: InvoiceFilter) -> Iterator[bytes]:
    """The bytes of the ZIP, in pieces; never more than a piece of one file is in memory.

    RefusalError before the first piece where the period ends before it begins.
    """
    rows = filtered(viewer, wanted).order_by("issued_on", "number", "id")
    zipped = _zipped(_in_turn(viewer, list(rows.values_list("id", flat=True))))
    return pieces_within(viewer.account_id, zipped)


def _in_turn(viewer: Viewer, ids: Sequence[UUID]) -> Iterator[Invoice]:
    """The papers in their order, a few hundred at a time."""
    for start in range(0, len(ids), ROWS_AT_ONCE):
        some = ids[start : start + ROWS_AT_ONCE]
        rows = access.invoices(viewer).select_related("file", "store", "refers_to").in_bulk(some)
        yield from (rows[key] for key in some if key in rows)


def csv_lines(invoice: Invoice, file_name: str) -> list[list[str]]:
    """The rows of one paper."""
    sign = -1 if invoice.kind == InvoiceKind.CREDIT_NOTE else 1
    head = [
        invoice.number,
        invoice.kind,
        invoice.issued_on.isoformat(),
        invoice.refers_to.number if invoice.refers_to else "",
        invoice.store.name,
        invoice.marketplace,
        invoice.marketplace_order_id,
        invoice.country,
        invoice.currency,
    ]
    rates = [_figures(row, sign) for row in invoice.data.get("vat", ())] or [[""] * 5]
    return [[*(_safe(text) for text in head), *figures, _safe(file_name)] for figures in rates]


def _figures(row: dict[str, Any], sign: int) -> list[str]:
    net, vat = Decimal(row["basis"]) * sign + ZERO, Decimal(row["amount"]) * sign + ZERO
    return [row["category"], row["rate"], str(net), str(vat), str(net + vat)]


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _zipped(rows: Iterator[Invoice]) -> Iterator[bytes]:
    out, table, names = _Outlet(), io.StringIO(), set[str]()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for invoice in rows:
            name = _fresh(invoice.file.file_name, names)
            yield from _file(archive, out, invoice, name)
            writer.writerows(csv_lines(invoice, name))
        # A byte order mark, since spreadsheets take UTF-8 for something else without it.
        content = table.getvalue().encode("utf-8-sig")
        archive.writestr(_entry("invoices.csv", datetime.now(UTC)), content, zipfile.ZIP_DEFLATED)
        yield out.taken()
    yield out.taken()


def _file(archive: zipfile.ZipFile, out: "_Outlet", invoice: Invoice, name: str) -> Iterator[bytes]:
    entry = _entry(name, invoice.issued_at)
    entry.file_size = invoice.file.size_bytes
    with open_file(invoice.file) as source, archive.open(entry, "w") as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
            yield out.taken()


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, at.timetuple()[:6])


def _fresh(name: str, taken: set[str]) -> str:
    """Two stores may keep papers of one number."""
    stem, _, ending = name.rpartition(".")
    found, copy = name, 1
    while found.lower() in taken:
        copy += 1
        found = f"{stem} ({copy}).{ending}"
    taken.add(found.lower())
    return found


class _Outlet(io.RawIOBase):
    """Takes what the archive writes until it is given on; it cannot go back, so nothing is kept for that."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, piece: Any) -> int:
        """Keep a piece until it is taken."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """What was written since the last time."""
        whole = b"".join(self._pieces)
        self._pieces.clear()
        return whole
