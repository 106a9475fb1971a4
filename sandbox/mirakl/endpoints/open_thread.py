"""OR43: open a thread on an order. M14: open a thread with the operator."""

from collections.abc import Sequence

from werkzeug.wrappers import Response

from sandbox.mirakl.ask import Ask
from sandbox.mirakl.endpoints.inputs import (
    body_of,
    check_attachments,
    object_of,
    recipients_as_texts,
    topic_of,
)
from sandbox.mirakl.endpoints.reply import created
from sandbox.mirakl.errors import InputError
from sandbox.mirakl.multipart import read_form
from sandbox.mirakl.state.model import Entity, File, Thread, Topic
from sandbox.mirakl.state.opening import customer_of_order, open_thread, order_entity
from sandbox.mirakl.state.writing import participant, write_message

_PART = "thread_input"


def open_order_thread(ask: Ask) -> Response:
    """OR43."""
    form = read_form(ask.request, _PART, ask.settings)
    data = object_of(form.data, _PART)
    with ask.state.lock:
        order = ask.state.order_of(ask.shop, ask.values["order_id"])
        body, to = body_of(data), recipients_as_texts(data)
        topic = topic_of(ask, data, "ORDER_MESSAGING")
        check_attachments(ask, ("MMP_ORDER", order.id), form.files)
        thread = open_thread(
            ask.state,
            ask.shop,
            topic=topic,
            entities=(order_entity(order),),
            customer=customer_of_order(order),
            channel=order.channel[0] if order.channel else None,
            at=ask.state.now(),
        )
        return _first_message(ask, thread, body, to, form.files)


def open_operator_thread(ask: Ask) -> Response:
    """M14."""
    form = read_form(ask.request, _PART, ask.settings)
    data = object_of(form.data, _PART)
    with ask.state.lock:
        body, topic = body_of(data), _operator_topic(ask, data)
        check_attachments(ask, ("SELLER_OPERATOR", str(ask.shop.id)), form.files)
        entity = Entity("SELLER_OPERATOR", str(ask.shop.id), ask.shop.name)
        now = ask.state.now()
        thread = open_thread(
            ask.state, ask.shop, topic=topic, entities=(entity,), customer=None, channel=None, at=now
        )
        return _first_message(ask, thread, body, ["OPERATOR"], form.files)


def _operator_topic(ask: Ask, data: dict[str, object]) -> Topic:
    entity = data.get("entity")
    if not isinstance(entity, dict) or entity.get("type") != "SELLER_OPERATOR":
        raise InputError("INVALID_ENTITY", "The entity type must be SELLER_OPERATOR.", "entity.type")
    return topic_of(ask, data, "MMP_SELLER_MESSAGING")


def _first_message(ask: Ask, thread: Thread, body: str, to: Sequence[str], files: Sequence[File]) -> Response:
    message = write_message(
        ask.state,
        thread,
        body=body,
        by="SHOP",
        to=[participant(thread, party) for party in to],
        at=ask.state.now(),
        files=files,
        user=ask.key.user,
        through_api=True,
    )
    return created(thread, message)
