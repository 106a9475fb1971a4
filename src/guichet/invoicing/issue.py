"""Makes a paper final: its number, its file and its row, in one transaction or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from guichet.accounts.audit import record
from guichet.accounts.viewer import Viewer
from guichet.inbox.files import open_file, store
from guichet.inbox.models import Attachment, AttachmentState, Order
from guichet.invoicing.codec import encode
from guichet.invoicing.credits import Credited
from guichet.invoicing.document import Paper, PaperKind
from guichet.invoicing.drawn import drawn_paper
from guichet.invoicing.filing import begin_filing, takes_papers
from guichet.invoicing.models import Invoice, InvoiceKind, InvoiceSettings
from guichet.invoicing.numbering import take_number
from guichet.invoicing.settings.form import Settings

PDF = "application/pdf"
# Ours have some 60 kB, and a logo.
MAX_PAPER_BYTES = 20_000_000
# Beside the paper in a credit note's data: what of the invoice it credits, by position.
CREDITED = "credited"


@dataclass(frozen=True, slots=True)
class Issue:
    """What is about to be issued, by whom; the last three are those of a credit note."""

    viewer: Viewer
    settings: Settings
    order: Order
    store_id: UUID
    paper: Paper
    refers_to: Invoice | None = None
    request_key: str | None = None
    credited: Mapping[str, Credited] | None = None


def take_turn(store_id: UUID) -> InvoiceSettings | None:
    """Lock a store's settings until the transaction ends: whoever issues for a store waits here."""
    return InvoiceSettings.objects.select_for_update(of=("self",)).filter(store_id=store_id).first()


def today_of(settings: Settings) -> date:
    """The day it is at the seller's."""
    return timezone.now().astimezone(ZoneInfo(settings.time_zone)).date()


def issue(what: Issue) -> Invoice:
    """Number, draw and store it; to be called inside a transaction, after `take_turn`.

    The file is whole on the disk before the row is written. A file without a row, after a rollback, is
    harmless: it has the name of its content, and no row names it.
    """
    kind = InvoiceKind(what.paper.kind.value)
    is_credit = what.paper.kind is PaperKind.CREDIT_NOTE
    series = what.settings.credit_notes if is_credit else what.settings.invoices
    number = take_number(what.viewer.account_id, what.store_id, kind, series, what.paper.issued_on)
    paper = replace(what.paper, number=number.text, issued_on=number.issued_on)
    file = keep_file(what.viewer, f"{number.text.replace('/', '-')}.pdf", drawn_paper(paper))
    made = Invoice.objects.create(
        account_id=what.viewer.account_id,
        store_id=what.store_id,
        order=what.order,
        kind=kind,
        number=number.text,
        prefix=number.prefix,
        sequence=number.sequence,
        refers_to=what.refers_to,
        issued_at=timezone.now(),
        issued_on=number.issued_on,
        marketplace=what.order.channel.marketplace,
        marketplace_order_id=what.order.marketplace_order_id,
        country=(paper.deliver_to or paper.buyer).place.country_code,
        currency=paper.currency,
        net=paper.totals.net,
        vat=paper.totals.vat,
        gross=paper.totals.gross,
        data=encode(paper) | ({CREDITED: encode(what.credited)} if what.credited else {}),
        file=file,
        digest=file.digest,
        request_key=what.request_key,
        issued_by=what.viewer.member_id,
    )
    if what.settings.file_papers and takes_papers(what.order):
        begin_filing(made)
    said = {
        "number": made.number, "order": what.order.pk, "gross": made.gross, "currency": made.currency,
        "refers_to": made.refers_to_id,
    }  # fmt: skip
    record(what.viewer, "invoice.credit" if is_credit else "invoice.generate", "invoice", made.pk, None, said)
    return made


def keep_file(viewer: Viewer, name: str, content: bytes) -> Attachment:
    """A PDF as a stored file of the account."""
    kept = store([content], MAX_PAPER_BYTES)
    return Attachment.objects.create(
        account_id=viewer.account_id,
        file_name=name,
        content_type=PDF,
        size_bytes=kept.size_bytes,
        digest=kept.digest,
        state=AttachmentState.STORED,
    )


def logo_of(row: InvoiceSettings) -> bytes | None:
    """The store's logo."""
    if row.logo is None:
        return None
    with open_file(row.logo) as stream:
        return stream.read()
