"""The receipts of an account, and one as whoever asked may keep it."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Member
from guichet.accounts.viewer import Viewer
from guichet.inbox.models import ErasureReceipt
from guichet.inbox.retention.run import COUNTS

AT_ONCE = 50
KEPT = (
    "Invoices and credit notes with their files are kept for as long as tax law asks (ten years in France); "
    "so are ids, moments, statuses, counts and amounts."
)


def receipts_of(viewer: Viewer, first: int = AT_ONCE) -> list[ErasureReceipt]:
    """The newest first; RefusalError FORBIDDEN unless the viewer manages."""
    viewer.must_manage()
    rows = ErasureReceipt.objects.filter(account_id=viewer.account_id)
    return list(rows.order_by("-asked_at", "-id")[:first])


def one_receipt(viewer: Viewer, receipt_id: UUID) -> ErasureReceipt:
    """RefusalError FORBIDDEN unless the viewer manages, NOT_FOUND."""
    viewer.must_manage()
    found = ErasureReceipt.objects.filter(account_id=viewer.account_id, id=receipt_id).first()
    if found is None:
        raise refuse(ErrorCode.NOT_FOUND, _("There is no such receipt."))
    return found


def names_of(viewer: Viewer, receipts: list[ErasureReceipt]) -> dict[UUID, str]:
    """Who asked, where they are still members."""
    asked = {receipt.asked_by for receipt in receipts if receipt.asked_by}
    rows = Member.objects.filter(account_id=viewer.account_id, id__in=asked).select_related("person")
    return {row.pk: row.person.name for row in rows}


def receipt_as_json(receipt: ErasureReceipt, asked_by: str) -> dict[str, Any]:
    """What is downloaded: nothing that names the customer."""
    return {
        "id": str(receipt.pk),
        "kind": receipt.kind,
        "state": receipt.state,
        "askedBy": asked_by,
        "askedAt": receipt.asked_at.isoformat(),
        "endedAt": receipt.ended_at.isoformat() if receipt.ended_at else None,
        "rules": receipt.rules,
        "discussionIds": [str(key) for key in receipt.discussion_ids],
        "erased": {name: getattr(receipt, name) for name in COUNTS if name != "papers_kept"},
        "papersKept": receipt.papers_kept,
        "kept": KEPT,
        "backups": receipt.backups,
    }
