"""What the marketplace knows: tests read this."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from sandbox.fnac_darty.answers import as_json
from sandbox.fnac_darty.dates import written
from sandbox.fnac_darty.state.model import Message, Shop

if TYPE_CHECKING:
    from sandbox.fnac_darty.marketplace import FnacDartyMarketplace

Json = dict[str, Any]


def show_state(marketplace: "FnacDartyMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """Counts; with `full=1` every message too."""
    with marketplace.state.lock:
        state = marketplace.state
        answer: Json = {
            "now": written(marketplace.now()),
            "partnerId": marketplace.partner_id,
            "shops": [_shop(marketplace, shop) for shop in state.shops.values()],
            "messages": len(state.messages),
            "sent": len(marketplace.sent()),
            "orders": len(state.orders),
            "claims": len(state.claims),
            "callsRunning": marketplace.calls.running,
            "faults": len(marketplace.faults.active()),
            "settings": marketplace.settings.as_json(),
        }
        if request.args.get("full") == "1":
            answer["data"] = [_message(message) for message in state.messages.values()]
    return as_json(answer)


def _shop(marketplace: "FnacDartyMarketplace", shop: Shop) -> Json:
    messages = marketplace.state.messages_in(shop)
    return {
        "marketplace": shop.marketplace,
        "shopId": shop.id,
        "shopName": shop.name,
        "messages": len(messages),
        "unread": sum(not message.is_read for message in messages),
    }


def _message(message: Message) -> Json:
    return {
        "id": message.id,
        "shopId": message.shop_id,
        "kind": message.kind,
        "ref": message.ref,
        "from": message.role,
        "to": message.to,
        "subject": message.subject,
        "body": message.description,
        "answer": message.answer,
        "dateCreated": written(message.created),
        "dateUpdated": written(message.updated),
        "isRead": message.is_read,
        "isArchived": message.is_archived,
        "throughApi": message.through_api,
        "attachments": [{"id": file_id, "name": file.name} for file_id, file in message.files],
    }
