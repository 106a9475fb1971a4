"""Files invoices and credit notes with the orders of the marketplaces that keep them."""

from datetime import timedelta
from uuid import UUID

from guichet.inbox.files import open_file
from guichet.inbox.models import Attachment
from guichet.inbox.outbox import wake_filing
from guichet.invoicing.models import Filing, FilingState, Invoice, InvoiceKind
from guichet.platforms.errors import Busy, ConnectorError, NeedsOwner, Uncertain
from guichet.platforms.filing import FilingConnector, OrderPaper
from guichet.platforms.port import OutgoingFile
from guichet.sync.connecting import connector_of
from guichet.sync.tries import Patience, claim, due, end, put_off

PATIENCE = Patience(tries=10, first=timedelta(seconds=30), longest=timedelta(hours=6))
NO_SUCH_FILE = "This marketplace keeps no papers with its orders."


def file_with_marketplace(filing_id: UUID) -> None:
    """File one paper unless somebody does. The connector looks first, so a lost answer is no second paper."""
    filing = _claim(filing_id)
    if filing is None:
        return
    connector = connector_of(filing.invoice.order.channel)
    if not isinstance(connector, FilingConnector):
        end(filing, FilingState.FAILED, NO_SUCH_FILE)
        return
    try:
        connector.file_paper(_paper(filing.invoice))
    except Busy as error:
        put_off(filing, error.why, error.after, PATIENCE)
    except Uncertain as error:
        put_off(filing, error.why, None, PATIENCE)
    except NeedsOwner as error:
        put_off(filing, error.why, PATIENCE.longest, PATIENCE)
    except ConnectorError as error:
        end(filing, FilingState.FAILED, error.why)
    else:
        end(filing, FilingState.DONE)


def wake_unfiled() -> None:
    """Wake the filings whose time has come and whose job is gone."""
    for filing_id in due(Filing.objects.all()):
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
    if not claim(Filing.objects.all(), filing_id):
        return None
    return Filing.objects.select_related("invoice__order__channel", "invoice__file").get(id=filing_id)
