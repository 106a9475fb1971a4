"""What the marketplace knows: tests read this."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from sandbox.rakuten_fr.answers import as_json
from sandbox.rakuten_fr.state.model import Entry, Item

if TYPE_CHECKING:
    from sandbox.rakuten_fr.marketplace import RakutenMarketplace

Json = dict[str, Any]


def show_state(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """Counts; with `full=1` every item and what was said about it too."""
    state = marketplace.state
    with state.lock:
        items = list(state.items.values())
        answer: Json = {
            "marketplace": marketplace.name,
            "now": state.now().isoformat(),
            "login": state.login,
            "items": len(items),
            "purchases": len(state.purchases),
            "messages": sum(len(item.entries) for item in items),
            "toDo": sum(bool(item.causes()) for item in items),
            "sent": len(marketplace.sent()),
            "callsRunning": marketplace.calls.running,
            "callsThisHour": state.spent_this_hour,
            "faults": len(marketplace.faults.active()),
            "settings": marketplace.settings.as_json(),
        }
        if request.args.get("full") == "1":
            answer["data"] = [_item(item) for item in items]
    return as_json(answer)


def _item(item: Item) -> Json:
    return {
        "itemId": item.id,
        "purchaseId": item.purchase_id,
        "headline": item.headline,
        "buyer": item.buyer,
        "causes": item.causes(),
        "claim": None if item.claim is None else {"type": item.claim.type, "state": item.claim.state},
        "messages": [_entry(entry) for entry in item.entries],
    }


def _entry(entry: Entry) -> Json:
    return {
        "kind": entry.kind,
        "mailId": entry.mail_id,
        "mailParentId": entry.parent_id,
        "from": entry.sender,
        "to": entry.recipient,
        "at": entry.at.isoformat(),
        "object": entry.object,
        "content": entry.content,
        "status": entry.status,
        "throughApi": entry.through_api,
        "raw": entry.raw,
    }
