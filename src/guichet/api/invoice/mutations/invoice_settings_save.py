"""saveInvoiceSettings."""

from typing import Annotated

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.invoice.inputs import SaveInvoiceSettingsInput
from guichet.api.invoice.settings_inputs import settings_json
from guichet.api.invoice.settings_types import InvoiceSettingsPayload, invoice_settings
from guichet.api.user_error import refusable
from guichet.invoicing.actions.save_settings import save_settings
from guichet.invoicing.queries.settings import settings_of


@mutation("Replaces how a store invoices, for owners and managers; every mistake is named at once.")
@refusable(InvoiceSettingsPayload)
def save_invoice_settings(
    info: Info, given: Annotated[SaveInvoiceSettingsInput, strawberry.argument(name="input")]
) -> InvoiceSettingsPayload:
    """By the action of the invoicing room."""
    store = required_key(Kind.STORE, given.store_id, "storeId")
    logo = None if given.logo_id is None else required_key(Kind.ATTACHMENT, given.logo_id, "logoId")
    save_settings(
        info.context.viewer, store, settings_json(given.settings), logo_id=logo, drops_logo=given.drop_logo
    )
    found = settings_of(info.context.viewer, store)
    return InvoiceSettingsPayload(settings=None if found is None else invoice_settings(found))
