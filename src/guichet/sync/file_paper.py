"""Files invoices and credit notes with the orders of the marketplaces that keep them."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from guichet.inbox.files import open_file
from guichet.inbox.models import Attachment
from guichet.inbox.outbox import wake_filing
from guichet.invoicing.models import Filing, FilingState, Invoice, InvoiceKind
from guichet.platforms.errors import Busy, ConnectorError, NeedsOwner, Uncertain
from guichet.platforms.filing import FilingConnector, OrderPaper
from guichet.platforms.port import OutgoingFile
from guichet.sync.connecting import connector_of

# A worker that dies while filing frees the row after this.
CLAIM = timedelta(minutes=10)
TRIES = 10
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
NO_SUCH_FILE = "This marketplace keeps no papers with its orders."


def file_with_marketplace(filing_id: UUID) -> None:
    """File one paper unless somebody does. The connector looks first, so a lost answer is no second paper."""
    filing = _claim(filing_id)
    if filing is None:
        return
    connector = connector_of(filing.invoice.order.channel)
    if not isinstance(connector, FilingConnector):
        _end(filing, FilingState.FAILED, NO_SUCH_FILE)
        return
    try:
        connector.file_paper(_paper(filing.invoice))
    except Busy as error:
        _later(filing, error.why, error.after)
    except Uncertain as error:
        _later(filing, error.why, None)
    except NeedsOwner as error:
        _later(filing, error.why, LONGEST_WAIT)
    except ConnectorError as error:
        _end(filing, FilingState.FAILED, error.why)
    else:
        _end(filing, FilingState.DONE, "")


def wake_unfiled() -> None:
    """Wake the filings whose time has come and whose job is gone."""
    due = Filing.objects.filter(state=FilingState.WAITING, next_try_at__lte=timezone.now())
    for filing_id in due.values_list("id", flat=True)[:1000]:
        wake_filing(filing_id)


def _paper(invoice: Invoice) -> OrderPaper:
    file: Attachment = invoice.file
    return OrderPaper(
        order_id=invoice.marketplace_order_id,
        number=invoice.number,
        issued_on=invoice.issued_on,
        net=invoice.net,
        vat=invoice.vat,
        file=OutgoingFile(file.file_name, file.content_type, file.size_bytes, lambda: open_file(file)),
        is_credit_note=invoice.kind == InvoiceKind.CREDIT_NOTE,
    )


def _claim(filing_id: UUID) -> Filing | None:
    now = timezone.now()
    waiting = Filing.objects.filter(id=filing_id, state=FilingState.WAITING, next_try_at__lte=now)
    if not waiting.update(next_try_at=now + CLAIM):
        return None
    return Filing.objects.select_related("invoice__order__channel", "invoice__file").get(id=filing_id)


def _later(filing: Filing, why: str, after: timedelta | None) -> None:
    filing.attempts += 1
    if filing.attempts >= TRIES:
        _end(filing, FilingState.FAILED, why)
        return
    wait = after or min(FIRST_WAIT * 2**filing.attempts, LONGEST_WAIT)
    filing.next_try_at, filing.error = timezone.now() + wait, why
    filing.save(update_fields=["attempts", "next_try_at", "error"])


def _end(filing: Filing, state: FilingState, error: str) -> None:
    filing.state, filing.next_try_at, filing.error = state, None, error
    filing.save(update_fields=["attempts", "state", "next_try_at", "error"])
