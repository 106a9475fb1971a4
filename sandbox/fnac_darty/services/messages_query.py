"""messages_query: messages of one shop."""

from typing import Any

from sandbox.fnac_darty.ask import Ask, Cut, cut
from sandbox.fnac_darty.documents import answer, element, paged
from sandbox.fnac_darty.services.message_xml import message_xml
from sandbox.fnac_darty.services.spans import fits
from sandbox.fnac_darty.state.model import Message

_UNASKED = ("CLIENT", "CALLCENTER")


def query_messages(ask: Ask) -> Any:
    """The messages that match, one page of them."""
    order_id = ask.text("order_fnac_id")
    found = [m for m in ask.state.messages_in(ask.shop, order_id) if _matches(ask, m)]
    page = cut(ask, _sorted(ask, found))
    shown = [message_xml(ask, message) for message in page.items]
    parts = paged(shown, page.page, page.pages, page.size, page.total)
    if ask.settings.profile == "schema":
        parts = _as_in_the_schema(found, page, shown)
    return answer("messages_query", "OK", *parts)


def _as_in_the_schema(found: list[Message], page: Cut, shown: list[Any]) -> list[Any]:
    unread = sum(not message.is_read for message in found)
    numbers = {
        "messages_unread_result": unread,
        "messages_read_result": len(found) - unread,
        "page": page.page,
        "total_paging": page.pages,
        "nb_total_result": page.total,
    }
    return [*(element(name, text=str(number)) for name, number in numbers.items()), *shown]


def _matches(ask: Ask, message: Message) -> bool:
    wanted = {
        "message_type": message.kind,
        "message_state": "READ" if message.is_read else "UNREAD",
        "message_archived": "TRUE" if message.is_archived else "FALSE",
        "offer_fnac_id": message.ref if message.kind == "OFFER" else None,
        "offer_seller_id": message.offer_seller_id,
    }
    if any(ask.text(name) not in (None, value) for name, value in wanted.items()):
        return False
    message_id = ask.text("message_id")
    if message_id is not None and message_id.upper() != message.id.upper():
        return False
    return _is_from(ask, message) and fits(ask, {"CreatedAt": message.created, "UpdatedAt": message.updated})


def _is_from(ask: Ask, message: Message) -> bool:
    asked = ask.texts("message_from_types", "from_type")
    if message.role == "SELLER" and not ask.settings.seller_on_request:
        return False
    return message.role in (asked or _UNASKED)


def _sorted(ask: Ask, messages: list[Message]) -> list[Message]:
    """The newest first unless something else is asked for, and obeyed."""
    how = ask.request.find("{*}sort_by")
    if how is None or not ask.settings.keeps_order:
        return sorted(messages, key=lambda message: message.created, reverse=True)
    return sorted(
        messages,
        key=lambda message: message.updated if how.text == "UPDATED_AT" else message.created,
        reverse=how.get("type") == "DESC",
    )
