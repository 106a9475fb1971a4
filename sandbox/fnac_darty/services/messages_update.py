"""messages_update: mark, archive, reply, create."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sandbox.fnac_darty.ask import Ask
from sandbox.fnac_darty.checks import RefusedError
from sandbox.fnac_darty.documents import answer, child_text, element, error
from sandbox.fnac_darty.state.building import Post, write
from sandbox.fnac_darty.state.model import Message
from sandbox.fnac_darty.state.order import Order

# The real codes are not public; these can be taken for nothing else.
UNKNOWN = "ERR_TEST_UNKNOWN_MESSAGE"
INCOMPLETE = "ERR_TEST_INCOMPLETE"
NO_INCIDENT = "ERR_TEST_NO_INCIDENT"
NOT_FOR_SELLERS = "ERR_TEST_NOT_ALLOWED"
ANSWERED = "ERR_TEST_ANSWERED"


def update_messages(ask: Ask) -> Any:
    """Every action by itself: one that fails leaves the others done, and makes the whole an ERROR."""
    results = [_result(ask, action) for action in ask.request.iterchildren("{*}message")]
    failed = any(result.get("status") != "OK" for result in results)
    return answer("messages_update", "ERROR" if failed else "OK", *results)


def _result(ask: Ask, action: Any) -> Any:
    target = action.get("id")
    try:
        _ACTIONS[action.get("action")](ask, action, ask.state.now())
    except RefusedError as refusal:
        return element("message", error(refusal.code, refusal.message), status="ERROR", id=target)
    return element("message", status="OK", id=target)


def _marking(**marks: bool) -> Callable[[Ask, Any, datetime], None]:
    def mark(ask: Ask, action: Any, at: datetime) -> None:
        message = _message(ask, action)
        for name, value in marks.items():
            setattr(message, name, value)
        if ask.settings.marks_move:
            message.updated = at

    return mark


def _reply(ask: Ask, action: Any, at: datetime) -> None:
    """To a message that was received; on a question it becomes the answer."""
    message = _message(ask, action)
    to, subject, text = _content(action, message.kind)
    if message.role == "SELLER":
        raise RefusedError(UNKNOWN, "A reply needs a received message")
    if not message.can_answer:
        raise RefusedError(NOT_FOR_SELLERS, "This message takes no answer")
    if message.kind == "ORDER":
        _write(ask, ask.state.orders[message.ref], to, subject, text, at)
        return
    if message.answer is not None and ask.settings.second_answer == "refuse":
        raise RefusedError(ANSWERED, "This question has been answered")
    message.answer, message.answer_at, message.updated = text, at, at
    message.is_read = message.through_api = True


def _create(ask: Ask, action: Any, at: datetime) -> None:
    """On an order, whether or not the client ever wrote."""
    order = ask.state.orders.get(action.get("id"))
    if order is None or order.shop_id != ask.shop.id:
        raise RefusedError(UNKNOWN, "The order does not exist")
    to, subject, text = _content(action, "ORDER")
    _write(ask, order, to, subject, text, at)


def _refuse(ask: Ask, action: Any, at: datetime) -> None:
    raise RefusedError(NOT_FOR_SELLERS, "Only the brand's own shops may do this")


_ACTIONS: dict[str, Callable[[Ask, Any, datetime], None]] = {
    "mark_as_read": _marking(is_read=True),
    "mark_as_unread": _marking(is_read=False),
    "archive": _marking(is_archived=True),
    "unarchive": _marking(is_archived=False),
    "mark_as_read_and_archive": _marking(is_read=True, is_archived=True),
    "reply": _reply,
    "create": _create,
    "confirm_shop_delivery": _refuse,
}


def _message(ask: Ask, action: Any) -> Message:
    message = ask.state.messages.get(action.get("id").upper())
    if message is None or message.shop_id != ask.shop.id:
        raise RefusedError(UNKNOWN, "The message does not exist")
    return message


def _content(action: Any, kind: str) -> tuple[str, str, str]:
    names = ("message_to", "message_subject", "message_description", "message_type")
    to, subject, text, given = (child_text(action, name) for name in names)
    if to is None or subject is None or text is None or not text.strip():
        raise RefusedError(INCOMPLETE, "message_to, message_subject and message_description are needed")
    if given != kind:
        raise RefusedError(INCOMPLETE, f"message_type must be {kind}")
    if kind == "OFFER" and to != "CLIENT":
        raise RefusedError(NO_INCIDENT, "A question about an offer is answered to the client")
    return to, subject, text


def _write(ask: Ask, order: Order, to: str, subject: str, text: str, at: datetime) -> None:
    if to != "CLIENT" and not any(claim.is_open for claim in ask.state.claims_on(order.id)):
        raise RefusedError(NO_INCIDENT, "There is no open incident on this order")
    write(ask.state, order, Post(text, "SELLER", at, subject), to=to, through_api=True)
