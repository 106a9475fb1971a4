"""Many invoices at once."""

from datetime import datetime
from uuid import UUID

import strawberry

from guichet.api.enums import InvoiceBatchState
from guichet.api.ids import Kind, global_id
from guichet.api.node.types import Node
from guichet.api.user_error import UserError
from guichet.invoicing import models


@strawberry.type(description="An order of a batch that has no invoice.")
class InvoiceBatchProblem:
    """An entry of `InvoiceBatch.problems`."""

    order_id: strawberry.ID = strawberry.field(description="For `node`.")
    message: str = strawberry.field(description="Why, as `Order.invoiceObstacle` says it.")


@strawberry.type(description="Orders that are being invoiced, and how far that is.")
class InvoiceBatch(Node):
    """A row of `InvoiceBatch`."""

    state: InvoiceBatchState = strawberry.field(description="Whether it is through.")
    total: int = strawberry.field(description="Its orders.")
    done: int = strawberry.field(description="Those that had their turn.")
    issued: int = strawberry.field(description="Those that have an invoice now.")
    problems: list[InvoiceBatchProblem] = strawberry.field(description="Those that have none, and why.")
    created_at: datetime = strawberry.field(description="When it was asked for.")


@strawberry.type(description="What became of the request for a batch.")
class InvoiceBatchPayload:
    """An additive payload."""

    batch: InvoiceBatch | None = strawberry.field(default=None, description="Null where there are errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def invoice_batch(row: models.InvoiceBatch) -> InvoiceBatch:
    """From a row."""
    return InvoiceBatch(
        id=global_id(Kind.BATCH, row.pk),
        state=InvoiceBatchState(row.state),
        total=row.total,
        done=row.done,
        issued=row.issued,
        problems=[
            InvoiceBatchProblem(order_id=global_id(Kind.ORDER, UUID(one["order"])), message=one["why"])
            for one in row.problems
        ],
        created_at=row.created_at,
    )
