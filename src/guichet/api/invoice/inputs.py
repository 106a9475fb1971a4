"""What the mutations and lists of invoices are given."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry

from guichet.accounts.errors import ErrorCode, refuse
from guichet.api.discussion.inputs import store_keys
from guichet.api.enums import InvoiceKind
from guichet.api.ids import Kind, required_key
from guichet.api.invoice.settings_inputs import InvoiceSettingsInput
from guichet.invoicing.actions.credit_invoice import CreditRequest
from guichet.invoicing.credit_parts import CreditPart
from guichet.invoicing.queries import invoices


@strawberry.input(description="All conditions must hold; null leaves a condition out.")
class InvoiceFilter:
    """`queries.invoices.InvoiceFilter`."""

    store_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Of these stores.")
    kinds: list[InvoiceKind] | None = strawberry.field(default=None, description="Of these kinds.")
    since: str | None = strawberry.field(default=None, description="Issued on this day or later, YYYY-MM-DD.")
    until: str | None = strawberry.field(default=None, description="Issued on this day or before.")
    text: str | None = strawberry.field(default=None, description="Part of a number or an order id.")


@strawberry.input(
    description="A part of an invoice to credit; with neither quantity nor gross, all of its rest."
)
class CreditPartInput:
    """`credit_parts.CreditPart`."""

    position: str = strawberry.field(description='From `Invoice.positions`, such as "line 0".')
    quantity: Decimal | None = strawberry.field(default=None, description="So many pieces of a line.")
    gross: Decimal | None = strawberry.field(default=None, description="Or this amount, with VAT.")


@strawberry.input(description="What to credit.")
class CreditInvoiceInput:
    """`actions.credit_invoice.CreditRequest`."""

    invoice_id: strawberry.ID = strawberry.field(description="Of this invoice.")
    parts: list[CreditPartInput] | None = strawberry.field(default=None, description="Null: all of its rest.")
    reason: str = strawberry.field(default="", description="Stands on the paper.")
    idempotency_key: str | None = strawberry.field(
        default=None, description="Two requests with one key on an invoice are one credit note."
    )


@strawberry.input(description="The settings of a store.")
class SaveInvoiceSettingsInput:
    """For `actions.save_settings`."""

    store_id: strawberry.ID = strawberry.field(description="Of this store.")
    settings: InvoiceSettingsInput = strawberry.field(description="All of them.")
    logo_id: strawberry.ID | None = strawberry.field(
        default=None, description="An upload; null leaves the logo as it is."
    )
    drop_logo: bool = strawberry.field(default=False, description="Takes the logo away.")


@strawberry.input(description="A look at a paper before anything counts.")
class PreviewInvoiceInput:
    """For `queries.preview`."""

    store_id: strawberry.ID = strawberry.field(description="Of this store.")
    order_id: strawberry.ID = strawberry.field(description="With this order of it.")
    settings: InvoiceSettingsInput | None = strawberry.field(
        default=None, description="A draft; null takes the settings that are saved."
    )


@strawberry.input(description="An invoice that was made elsewhere.")
class UploadInvoiceInput:
    """For `actions.upload_own_invoice`; the file is an argument of its own."""

    order_id: strawberry.ID = strawberry.field(description="For this order.")
    number: str = strawberry.field(description="As it stands on the invoice.")
    issued_on: str | None = strawberry.field(default=None, description="YYYY-MM-DD; null: today.")


@strawberry.input(description="The orders of a batch: named, or those of a time without an invoice.")
class InvoiceBatchInput:
    """For `actions.start_batch`."""

    order_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="These orders.")
    store_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Or orders of these stores; null: of all visible ones."
    )
    placed_after: datetime | None = strawberry.field(default=None, description="Placed then or later.")
    placed_before: datetime | None = strawberry.field(default=None, description="Placed before this.")


def wanted(given: InvoiceFilter | None) -> invoices.InvoiceFilter:
    """The filter of the queries; RefusalError INVALID for days that are none."""
    if given is None:
        return invoices.InvoiceFilter()
    return invoices.InvoiceFilter(
        store_ids=store_keys(given.store_ids),
        kinds=None if given.kinds is None else tuple(given.kinds),
        since=day(given.since, "since"),
        until=day(given.until, "until"),
        text=given.text,
    )


def credit_request(given: CreditInvoiceInput) -> CreditRequest:
    """The request of the action."""
    parts = None
    if given.parts is not None:
        parts = [CreditPart(one.position, one.quantity, one.gross) for one in given.parts]
    key = required_key(Kind.INVOICE, given.invoice_id, "invoiceId")
    return CreditRequest(key, parts, given.reason, given.idempotency_key)


def day(text: str | None, field: str) -> date | None:
    """A day; RefusalError INVALID where it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = "This is not a day; write it like 2026-01-31."
        raise refuse(ErrorCode.INVALID, message, field) from None


def order_keys(given: list[strawberry.ID]) -> list[UUID]:
    """The orders of a batch; RefusalError NOT_FOUND for ids that are none of ours."""
    return [required_key(Kind.ORDER, one, "orderIds") for one in given]
