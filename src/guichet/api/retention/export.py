"""The download of one customer, by a link that is signed and sealed: it names them."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, dumps, loads
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from guichet.accounts.errors import RefusalError
from guichet.accounts.queries.viewer_again import viewer_again
from guichet.accounts.scope import everywhere, within
from guichet.accounts.sealing import SealBrokenError, seal, unseal
from guichet.accounts.viewer import Viewer
from guichet.inbox.retention.customer import Sought
from guichet.inbox.retention.export import export_customer

LIFETIME = timedelta(hours=1)
SALT = "guichet.customer.export"
PATH = "/graphql/customers/"
NOT_GOOD = "This link is not good any more; ask for a new one."


def signed_customer(viewer: Viewer, sought: Sought) -> str:
    """The path of a download: who asked for whom, in the stores that they saw."""
    stores = "" if viewer.store_ids is None else " ".join(sorted(map(str, viewer.store_ids)))
    asked = {
        "member": str(viewer.member_id),
        "stores": stores,
        "all": "yes" if viewer.store_ids is None else "",
        "email": sought.email,
        "channel": str(sought.channel_id or ""),
        "participant": sought.participant,
    }
    return PATH + dumps(seal(asked).decode(), salt=SALT)


@require_GET
def download(request: HttpRequest, signed: str) -> HttpResponseBase:
    """The ZIP, as long as the member may; 404 for a link that is not good."""
    try:
        asked = unseal(loads(signed, salt=SALT, max_age=LIFETIME).encode())
        viewer = _viewer(asked)
        channel = UUID(asked["channel"]) if asked["channel"] else None
        with within(viewer.account_id):
            kept = export_customer(viewer, Sought(asked["email"], channel, asked["participant"]))
    except (BadSignature, SealBrokenError, RefusalError, LookupError):
        return HttpResponse(NOT_GOOD, "text/plain", status=404)
    response = FileResponse(kept, as_attachment=True, filename="customer.zip", content_type="application/zip")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _viewer(asked: dict[str, str]) -> Viewer:
    """Who asked, as far as they and their token saw then and they see now; LookupError once they left."""
    with everywhere("who asked by a signed link"):
        viewer = viewer_again(asked["member"])
    if viewer is None:
        raise LookupError
    if asked["all"]:
        return viewer
    saw = frozenset(UUID(one) for one in asked["stores"].split())
    return replace(viewer, store_ids=saw if viewer.store_ids is None else saw & viewer.store_ids)
