"""Answers a discussion with its order's invoice."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, Problem, RefusalError
from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.inbox.actions.check_reply import problems_of
from guichet.inbox.actions.files_of_reply import uploads_of
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.models import Attachment, Discussion, Message, Order
from guichet.inbox.queries.missing_order import without_access
from guichet.invoicing.actions.generate_invoice import generate_invoice
from guichet.invoicing.models import Invoice

FIELD = "attachInvoice"


def reply_with_invoice(viewer: Viewer, request: ReplyRequest) -> Message:
    """`reply`, with the order's invoice among its files where the request asks for it; made if need be.

    One transaction: where the reply is refused, nothing was numbered. RefusalError with the reasons of both.
    """
    if not request.attach_invoice:
        return reply(viewer, request)
    viewer.must_reply()
    discussion = access.one_discussion(viewer, request.discussion_id)
    plain = replace(request, attach_invoice=False)
    if _is_repeated(discussion, request.idempotency_key):
        return reply(viewer, plain)
    with transaction.atomic():
        try:
            invoice = generate_invoice(viewer, _order_of(discussion))
        except RefusalError as refusal:
            raise _with_the_others(viewer, discussion, plain, refusal.problems) from refusal
        files = [*request.attachment_ids, _own_copy(viewer, invoice).pk]
        return reply(viewer, replace(plain, attachment_ids=files))


def _is_repeated(discussion: Discussion, key: str | None) -> bool:
    return bool(key) and Message.objects.filter(discussion=discussion, idempotency_key=key).exists()


def _order_of(discussion: Discussion) -> UUID:
    if not discussion.order_ref:
        raise RefusalError(Problem(ErrorCode.CONFLICT, _("This conversation names no order to invoice.")))
    orders = Order.objects.filter(
        channel_id=discussion.channel_id, marketplace_order_id=discussion.order_ref, fetched_at__isnull=False
    )
    order_id = orders.values_list("id", flat=True).first()
    if order_id is None:
        message = without_access(discussion.channel, discussion.order_ref) or _(
            "The order is not read from the marketplace yet; try again once it is shown."
        )
        raise RefusalError(Problem(ErrorCode.CONFLICT, message))
    return order_id


def _own_copy(viewer: Viewer, invoice: Invoice) -> Attachment:
    """The file as an upload of whoever answers: who sees some stores only may send their own uploads."""
    return Attachment.objects.create(
        account_id=viewer.account_id,
        file_name=invoice.file.file_name,
        content_type=invoice.file.content_type,
        size_bytes=invoice.file.size_bytes,
        digest=invoice.file.digest,
        state=invoice.file.state,
        uploaded_by_id=viewer.member_id,
    )


def _with_the_others(
    viewer: Viewer, discussion: Discussion, request: ReplyRequest, found: Sequence[Problem]
) -> RefusalError:
    uploads, problems = uploads_of(viewer, request.attachment_ids)
    problems += problems_of(discussion, request, uploads)
    return RefusalError(*(replace(problem, field=FIELD) for problem in found), *problems)
