"""Which files are invoices."""

from collections.abc import Collection, Mapping

from guichet.accounts.viewer import Viewer
from guichet.inbox.models import Attachment
from guichet.invoicing.issue import PDF
from guichet.invoicing.models import Invoice


def numbers_of_files(viewer: Viewer, files: Collection[Attachment]) -> Mapping[str, str]:
    """The numbers of the invoices among files, by digest, in one query at most.

    A reply has a row of its own for a file that goes with it; the content tells that it is the invoice.
    """
    digests = {file.digest for file in files if file.content_type == PDF and file.digest}
    if not digests:
        return {}
    rows = Invoice.objects.filter(account_id=viewer.account_id, digest__in=digests)
    return dict(rows.values_list("digest", "number"))
