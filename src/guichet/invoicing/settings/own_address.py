"""Where the seller's own system keeps an order's invoice."""

from urllib.parse import quote, urlsplit

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode
from guichet.invoicing.settings.reader import Reader

ORDER_ID = "{orderId}"


def read_own_address(form: Reader) -> str:
    """The address template; whether its host may be called is for the web seam to say."""
    template = form.text("ownAddress", limit=1000)
    if not template:
        return ""
    try:
        parts = urlsplit(template)
        host = parts.hostname or ""
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme not in ("https", "http") or not host or parts.username is not None:
        message = _("Write an address such as https://erp.example/invoices/{orderId}.pdf.")
        form.problem(ErrorCode.INVALID, message, "ownAddress")
    elif ORDER_ID not in template or ORDER_ID in template.split("/", 3)[2]:
        message = _("The address must hold {orderId} behind the name of the host.")
        form.problem(ErrorCode.INVALID, message, "ownAddress")
    return template


def address_of(template: str, order_id: str) -> str:
    """The address of one order's invoice; the id cannot become another path or query."""
    return template.replace(ORDER_ID, quote(order_id, safe=""))
