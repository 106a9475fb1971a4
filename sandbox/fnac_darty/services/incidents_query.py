"""incidents_query: claims of one shop."""

from typing import Any

from sandbox.fnac_darty.ask import Ask, cut
from sandbox.fnac_darty.checks import RefusedError
from sandbox.fnac_darty.dates import written
from sandbox.fnac_darty.documents import answer, element, paged, worded
from sandbox.fnac_darty.services.spans import fits
from sandbox.fnac_darty.state.model import Claim


def query_incidents(ask: Ask) -> Any:
    """The claims that match, one page of them."""
    if not ask.settings.gives_claims:
        raise RefusedError("ERR_TEST_NOT_ALLOWED", "This shop may not ask for incidents")
    found = [claim for claim in ask.state.claims.values() if claim.shop_id == ask.shop.id]
    found = [claim for claim in found if _matches(ask, claim)]
    found.sort(key=lambda claim: claim.created, reverse=ask.text("sort_by") != "ASC")
    page = cut(ask, found)
    shown = [_claim(ask, claim) for claim in page.items]
    return answer("incidents_query", "OK", *paged(shown, page.page, page.pages, page.size, page.total))


def _matches(ask: Ask, claim: Claim) -> bool:
    wanted = {
        "status": "OPENED" if claim.is_open else "CLOSED",
        "waiting_for_seller_answer": "TRUE" if claim.waits_for_seller else "FALSE",
        "opened_by": claim.opened_by,
        "incident_id": claim.id,
        "order": claim.order_id,
        "type": str(claim.type),
    }
    if any(ask.text(name) not in (None, value) for name, value in wanted.items()):
        return False
    has_orders = ask.request.find("{*}orders") is not None
    if has_orders and claim.order_id not in ask.texts("orders", "order"):
        return False
    return fits(ask, {"CreatedAt": claim.created, "UpdatedAt": claim.updated, "ClosedAt": claim.closed})


def _claim(ask: Ask, claim: Claim) -> Any:
    lines = len(ask.state.orders[claim.order_id].lines)
    header = element(
        "header",
        element("status", text="OPENED" if claim.is_open else "CLOSED"),
        element("waiting_for_seller_answer", text="TRUE" if claim.waits_for_seller else "FALSE"),
        worded(ask.settings, "message", claim.text),
        element("opened_by", text=claim.opened_by),
        element("closed_by", text="call-center") if claim.closed else None,
        element("closed_status", text="10") if claim.closed else None,
        element("created_at", text=written(claim.created)),
        element("updated_at", text=written(claim.updated)),
        element("closed_at", text=written(claim.closed)) if claim.closed else None,
        element("order_id", text=claim.order_id),
    )
    # The schema says one line; recorded answers hold several.
    details = [_detail(claim, number) for number in range(1, lines + 1)]
    return element("incident", header, element("order_details_incident", *details), id=claim.id)


def _detail(claim: Claim, number: int) -> Any:
    return element(
        "order_detail_incident",
        element("order_detail_id", text=str(number)),
        element("type", text=str(claim.type)),
        element("status", text="OPENED" if claim.is_open else "CLOSED"),
        element("created_at", text=written(claim.created)),
        element("updated_at", text=written(claim.updated)),
    )
