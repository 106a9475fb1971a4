"""exportCustomer."""

from typing import Annotated

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.retention.export import signed_customer
from guichet.api.retention.inputs import CustomerInput, sought
from guichet.api.user_error import UserError, refusable
from guichet.inbox.retention.customer import find_customer


@strawberry.type(description="Where all that is here of a customer can be downloaded.")
class CustomerExportPayload:
    """The address, or why not."""

    url: str | None = strawberry.field(
        default=None, description="A ZIP of JSON, mails, files and papers; good for an hour."
    )
    discussions: int | None = strawberry.field(default=None, description="Discussions in it.")
    orders: int | None = strawberry.field(default=None, description="Orders in it.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@mutation(
    "Gives the address of a ZIP with all of one customer in the visible stores, for owners and managers."
)
@refusable(CustomerExportPayload)
def export_customer(
    info: Info, given: Annotated[CustomerInput, strawberry.argument(name="input")]
) -> CustomerExportPayload:
    """The link is sealed, since it names the customer; what it gives is made when it is followed."""
    viewer = info.context.viewer
    viewer.must_manage()
    wanted = sought(given)
    found = find_customer(viewer, wanted)
    return CustomerExportPayload(
        url=info.context.base_url + signed_customer(viewer, wanted),
        discussions=len(found.discussion_ids),
        orders=len(found.order_ids),
    )
