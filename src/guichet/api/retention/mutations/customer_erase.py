"""eraseCustomer."""

from typing import Annotated

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.retention.inputs import EraseCustomerInput, sought
from guichet.api.retention.types import ErasureReceipt, receipt
from guichet.api.user_error import UserError, refusable
from guichet.inbox.retention import erase_customer as action


@strawberry.type(description="The receipt of an erasure that has begun.")
class EraseCustomerPayload:
    """The receipt, or why not."""

    receipt: ErasureReceipt | None = strawberry.field(default=None, description="RUNNING; null on errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@mutation("Erases the personal data of one customer in the visible stores, for owners. It cannot be undone.")
@refusable(EraseCustomerPayload)
def erase_customer(
    info: Info, given: Annotated[EraseCustomerInput, strawberry.argument(name="input")]
) -> EraseCustomerPayload:
    """By the action of the inbox room, and then by a job."""
    viewer = info.context.viewer
    viewer.must_own()
    row = action.erase_customer(viewer, sought(given.customer), given.confirmation)
    return EraseCustomerPayload(receipt=receipt(row, viewer.name))
