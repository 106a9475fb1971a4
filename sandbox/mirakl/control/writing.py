"""Customers and operator staff write, over JSON."""

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast, get_args

from werkzeug.wrappers import Request, Response

from sandbox.mirakl.answers import as_json
from sandbox.mirakl.state.building import About, Post
from sandbox.mirakl.state.model import Customer, File, Party, Topic

if TYPE_CHECKING:
    from sandbox.mirakl.operator import MiraklOperator

_REASON_TYPE: Topic = Topic("FREE_TEXT", "Ma commande")


def add_thread(operator: "MiraklOperator", request: Request, values: Mapping[str, Any]) -> Response:
    """A thread and its first message; 201 with the ids."""
    data = request.get_json(force=True)
    order = operator.state.orders[data["orderId"]] if "orderId" in data else None
    topic = Topic(data["topic"]["type"], data["topic"]["value"]) if "topic" in data else _REASON_TYPE
    thread = operator.add_thread(
        _post(data),
        customer=_customer(data.get("customer")),
        order=order,
        about=cast("About", _one_of(data.get("about", "order"), get_args(About))),
        topic=topic,
        channel=data.get("channel"),
        shop_id=data.get("shopId"),
    )
    order_id = thread.entities[0].id if thread.entities else None
    return as_json({"threadId": thread.id, "messageId": thread.messages[0].id, "entityId": order_id}, 201)


def add_message(operator: "MiraklOperator", request: Request, values: Mapping[str, Any]) -> Response:
    """Customer or operator writes in a thread; 201 with the ids."""
    post = _post(request.get_json(force=True))
    message = operator.add_message(
        values["thread_id"],
        post.body,
        by=post.by,
        to=post.to,
        at=post.at,
        files=post.files,
        user=post.user,
    )
    return as_json({"threadId": values["thread_id"], "messageId": message.id}, 201)


def _post(data: Mapping[str, Any]) -> Post:
    to = data.get("to")
    return Post(
        body=str(data["body"]),
        by=_party(data.get("by", "CUSTOMER")),
        at=None if data.get("at") is None else datetime.fromisoformat(data["at"]),
        to=None if to is None else tuple(_party(each) for each in to),
        files=_files(data.get("attachments", ())),
        user=data.get("user"),
    )


def _party(text: str) -> Party:
    return cast("Party", _one_of(text.upper(), get_args(Party)))


def _one_of(text: str, allowed: Sequence[str]) -> str:
    if text not in allowed:
        raise ValueError(f"{text!r} is not one of {', '.join(allowed)}.")
    return text


def _files(entries: Sequence[Mapping[str, Any]]) -> tuple[File, ...]:
    return tuple(File(entry["name"], base64.b64decode(entry["base64"], validate=True)) for entry in entries)


def _customer(data: Mapping[str, Any] | None) -> Customer | None:
    if data is None:
        return None
    return Customer(
        name=data.get("name", "Lina Moreau"),
        id=data.get("id", "cust-88120"),
        language=data.get("language", "fr"),
        organization=data.get("organization"),
    )
