"""Erases one customer."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.models import ErasureKind, ErasureReceipt
from guichet.inbox.outbox import wake_erasure
from guichet.inbox.retention.customer import Customer, Sought, find_customer
from guichet.inbox.retention.leftovers import erase_what_names
from guichet.inbox.retention.run import add_leftovers


@transaction.atomic
def erase_customer(viewer: Viewer, sought: Sought, confirmation: str) -> ErasureReceipt:
    """The receipt, RUNNING until a job has erased the last of it; what belongs to no discussion goes at once.

    `confirmation` is what names the customer, typed once more. The receipt holds ids and counts, and never
    whom it is about. RefusalError FORBIDDEN unless the viewer owns, INVALID for another confirmation, and
    those of `find_customer`.
    """
    viewer.must_own()
    customer = find_customer(viewer, sought)
    if confirmation.strip().casefold() != sought.typed.casefold():
        sentence = _("Type the customer’s e-mail address, name or id once more, exactly as above.")
        raise refuse(ErrorCode.INVALID, sentence, "confirmation")
    now = timezone.now()
    receipt = ErasureReceipt.objects.create(
        account_id=viewer.account_id, kind=ErasureKind.CUSTOMER, asked_by=viewer.member_id, asked_at=now,
        look_at=now, discussion_ids=customer.discussion_ids, order_ids=customer.order_ids,
    )  # fmt: skip
    add_leftovers(receipt, erase_what_names(customer.channel_ids, customer.emails, _needles(customer)))
    told = {"discussions": len(customer.discussion_ids), "orders": len(customer.order_ids)}
    record(viewer, "customer.erase", "erasure_receipt", receipt.pk, None, told)
    wake_erasure(receipt.pk)
    return receipt


def _needles(customer: Customer) -> list[str]:
    """Long enough not to stand in payloads about somebody else."""
    names = [name for name in customer.names if " " in name.strip()]
    return [*customer.emails, *names]
