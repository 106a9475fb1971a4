"""The download of a period, by a signed link."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from guichet.accounts.queries.viewer_again import viewer_again
from guichet.accounts.scope import everywhere, within
from guichet.accounts.viewer import Viewer
from guichet.invoicing.models import InvoiceKind
from guichet.invoicing.queries.export import export_period
from guichet.invoicing.queries.invoices import InvoiceFilter

LIFETIME = timedelta(hours=1)
SALT = "guichet.invoices.export"
PATH = "/graphql/invoices/"
NOT_GOOD = "This link is not good any more; ask for a new one."


def signed_export(viewer: Viewer, wanted: InvoiceFilter) -> str:
    """The path of a download: who asked for what."""
    asked = {name: _plain(value) for name, value in asdict(wanted).items() if value is not None}
    return PATH + dumps({"member": str(viewer.member_id), **asked}, salt=SALT, compress=True)


@require_GET
def download(request: HttpRequest, signed: str) -> HttpResponseBase:
    """The ZIP, made while it is sent, of what the member may see by now; 404 for a link that is not good."""
    try:
        asked = loads(signed, salt=SALT, max_age=LIFETIME)
    except BadSignature:
        return HttpResponse(NOT_GOOD, "text/plain", status=404)
    with everywhere("who asked by a signed link"):
        viewer = viewer_again(asked.pop("member"))
    if viewer is None:
        return HttpResponse(NOT_GOOD, "text/plain", status=404)
    with within(viewer.account_id):
        pieces = export_period(viewer, _filter(asked))
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="invoices.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _plain(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _filter(asked: dict[str, Any]) -> InvoiceFilter:
    stores, kinds = asked.get("store_ids"), asked.get("kinds")
    return InvoiceFilter(
        store_ids=None if stores is None else tuple(UUID(one) for one in stores),
        kinds=None if kinds is None else tuple(InvoiceKind(one) for one in kinds),
        since=_day(asked.get("since")),
        until=_day(asked.get("until")),
        text=asked.get("text"),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
