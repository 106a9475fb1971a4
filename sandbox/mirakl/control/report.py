"""What the operator knows: tests read this."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from sandbox.mirakl.answers import as_json
from sandbox.mirakl.dates import written, written_or_none
from sandbox.mirakl.state.model import Message, Shop, Thread

if TYPE_CHECKING:
    from sandbox.mirakl.operator import MiraklOperator

Json = dict[str, Any]


def show_state(operator: "MiraklOperator", request: Request, values: Mapping[str, Any]) -> Response:
    """Counts; with `full=1` every thread and message too."""
    with operator.state.lock:
        threads = operator.threads()
        answer: Json = {
            "operator": operator.state.operator_name,
            "now": written(operator.now()),
            "shops": [_shop(operator, shop) for shop in operator.state.shops.values()],
            "threads": len(threads),
            "messages": sum(len(thread.messages) for thread in threads),
            "sent": len(operator.sent()),
            "orders": len(operator.state.orders),
            "documents": len(operator.state.documents),
            "callsRunning": operator.calls.running,
            "faults": len(operator.faults.active()),
            "settings": operator.settings.as_json(),
        }
        if request.args.get("full") == "1":
            answer["data"] = [_thread(thread) for thread in threads]
            answer["uploads"] = _uploads(operator)
    return as_json(answer)


def _shop(operator: "MiraklOperator", shop: Shop) -> Json:
    threads = operator.threads(shop.id)
    return {
        "shopId": shop.id,
        "shopName": shop.name,
        "threads": len(threads),
        "messages": sum(len(thread.messages) for thread in threads),
        "waiting": sum(thread.shop_reply_needed_since is not None for thread in threads),
        "orders": sum(1 for _ in operator.state.orders_in(shop)),
    }


def _thread(thread: Thread) -> Json:
    return {
        "id": thread.id,
        "shopId": thread.shop_id,
        "topic": {"type": thread.topic.type, "value": thread.topic.value},
        "entities": [{"type": one.type, "id": one.id} for one in thread.entities or ()],
        "customer": None if thread.customer is None else thread.customer.name,
        "dateUpdated": written(thread.date_updated),
        "shopReplyNeededSince": written_or_none(thread.shop_reply_needed_since),
        "messages": [_message(message) for message in thread.messages],
    }


def _message(message: Message) -> Json:
    return {
        "id": message.id,
        "body": message.body,
        "dateCreated": written(message.date_created),
        "from": message.sender.type,
        "to": [each.type for each in message.to],
        "throughApi": message.through_api,
        "attachments": [
            {"id": each.id, "name": each.name, "size": each.size} for each in message.attachments
        ],
    }


def _uploads(operator: "MiraklOperator") -> list[Json]:
    return [
        {
            "id": each.id,
            "orderId": each.order_id,
            "shopId": each.shop_id,
            "name": each.name,
            "type": each.type,
            "size": len(each.content),
        }
        for each in operator.state.documents.values()
        if not each.type.startswith("SYSTEM_")
    ]
