"""startInvoiceBatch."""

from typing import Annotated

import strawberry

from guichet.accounts.errors import ErrorCode, refuse
from guichet.api.context import Info
from guichet.api.discussion.inputs import store_keys
from guichet.api.field import mutation
from guichet.api.invoice.batch import InvoiceBatchPayload, invoice_batch
from guichet.api.invoice.inputs import InvoiceBatchInput, order_keys
from guichet.api.user_error import refusable
from guichet.invoicing.actions.start_batch import start_batch
from guichet.invoicing.queries.batches import orders_without_invoice


@mutation("Invoices many orders in the background; `node` tells how far the batch is.")
@refusable(InvoiceBatchPayload)
def start_invoice_batch(
    info: Info, given: Annotated[InvoiceBatchInput, strawberry.argument(name="input")]
) -> InvoiceBatchPayload:
    """By the action of the invoicing room."""
    viewer = info.context.viewer
    if given.order_ids is not None:
        orders = order_keys(given.order_ids)
    elif given.placed_after is None or given.placed_before is None:
        message = "Name orders, or the time in which they were placed."
        raise refuse(ErrorCode.REQUIRED, message, "orderIds")
    else:
        stores = store_keys(given.store_ids)
        orders = orders_without_invoice(viewer, stores, given.placed_after, given.placed_before)
    return InvoiceBatchPayload(batch=invoice_batch(start_batch(viewer, orders)))
