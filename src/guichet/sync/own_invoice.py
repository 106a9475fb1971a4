"""Fetches invoices from the sellers' own systems, by the address template of their settings."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import RefusalError
from guichet.inbox.files import StoredFile, TooLargeError, store
from guichet.inbox.outbox import wake_own_invoice
from guichet.invoicing.models import FetchState, InvoiceSettings, OwnFetch
from guichet.invoicing.own import MAX_NUMBER_LENGTH, MAX_OWN_BYTES, OwnInvoice, keep_own, too_large
from guichet.invoicing.settings.own_address import address_of
from guichet.platforms.errors import Busy, ConnectorError
from guichet.platforms.http import TooLarge, web_client
from guichet.sync.tries import Patience, claim, due, end, put_off

PATIENCE = Patience(tries=8, first=timedelta(seconds=15), longest=timedelta(hours=1))
OK = 200
NOT_FOUND = 404
REDIRECTS = range(300, 400)


class _RefusedError(Exception):
    """The seller's system answered, and not with an invoice."""


def fetch_own_invoice(fetch_id: UUID) -> None:
    """Fetch it unless somebody does; a failure that may pass is tried again, later each time."""
    fetch = _claim(fetch_id)
    if fetch is None:
        return
    try:
        file = _download(fetch)
        number = fetch.order.marketplace_order_id[:MAX_NUMBER_LENGTH]
        with transaction.atomic():
            kept = keep_own(OwnInvoice(fetch.order, number, timezone.now().date(), file, fetch.asked_by))
            said = {"number": number, "order": fetch.order_id, "asked_by": fetch.asked_by}
            record(None, "invoice.keep_fetched", "invoice", kept.pk, None, said, account_id=fetch.account_id)
    except (TooLargeError, TooLarge):
        end(fetch, FetchState.FAILED, str(too_large()))
    except Busy as error:
        put_off(fetch, error.why, error.after, PATIENCE)
    except ConnectorError as error:
        end(fetch, FetchState.FAILED, error.why)
    except (RefusalError, _RefusedError) as error:
        end(fetch, FetchState.FAILED, str(error))
    else:
        end(fetch, FetchState.DONE)


def wake_waiting() -> None:
    """Wake the fetches whose time has come and whose job is gone."""
    for fetch_id in due(OwnFetch.objects.all()):
        wake_own_invoice(fetch_id)


def _download(fetch: OwnFetch) -> StoredFile:
    row = InvoiceSettings.objects.filter(store_id=fetch.order.channel.store_id).first()
    template = row.data.get("ownAddress") if row else None
    if not template:
        raise _RefusedError(_("Write into the invoice settings at which address your system keeps invoices."))
    web = web_client(allow_private=settings.GUICHET_ALLOW_PRIVATE_HOSTS)
    address = address_of(template, fetch.order.marketplace_order_id)
    with web.stream(address, max_bytes=MAX_OWN_BYTES) as answer:
        if answer.status != OK:
            raise _RefusedError(_why(answer.status))
        return store(answer.chunks, MAX_OWN_BYTES)


def _why(status: int) -> str:
    if status == NOT_FOUND:
        return _("Your system has no invoice for this order (404).")
    if status in REDIRECTS:
        return _("Your system answers with another address; write that one into the invoice settings.")
    return _("Your system refused to give the invoice (%(status)s).") % {"status": status}


def _claim(fetch_id: UUID) -> OwnFetch | None:
    if not claim(OwnFetch.objects.all(), fetch_id):
        return None
    return OwnFetch.objects.select_related("order__channel").get(id=fetch_id)
