"""Invoices."""

from datetime import datetime

import strawberry

from guichet.api.attachment.types import Attachment
from guichet.api.node.types import Node
from guichet.api.user_error import UserError

NOT_YET = "Guichet does not make invoices yet; attach the invoice to a reply as a file."


@strawberry.type(description="The invoice of an order.")
class Invoice(Node):
    """The contract's Invoice."""

    number: str = strawberry.field(description="Its number in the store's own series.")
    issued_at: datetime = strawberry.field(description="When it was made.")
    file: Attachment = strawberry.field(description="The document.")


@strawberry.type(description="What became of the request for an invoice.")
class InvoicePayload:
    """The contract's InvoicePayload."""

    invoice: Invoice | None = strawberry.field(default=None, description="Null where there are errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")
