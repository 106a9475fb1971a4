"""Customers and staff write, and claims open and close, over JSON."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast, get_args

from werkzeug.wrappers import Request, Response

from sandbox.fnac_darty.answers import as_json
from sandbox.fnac_darty.state.building import ADDRESS, Post
from sandbox.fnac_darty.state.model import File, Role, Shop

if TYPE_CHECKING:
    from sandbox.fnac_darty.marketplace import FnacDartyMarketplace


def add_thread(marketplace: "FnacDartyMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """A customer begins: about an order, an older one if it is named, or with `about` "offer" before buying.

    `{"body", "about"?, "orderId"?, "marketplace"?, "customer": {"name"}?, "title"?, ...}`; 201 with the ids.
    """
    data = request.get_json(force=True)
    shop = shop_named(marketplace, data.get("marketplace"))
    name = data.get("customer", {}).get("name", "Odile Martin-Test")
    if data.get("about") == "offer":
        title = data.get("title", "Lampe de bureau articulée")
        question = marketplace.ask(str(data["body"]), shop=shop, name=name, title=title)
        return as_json({"threadId": question.id, "messageId": question.id}, 201)
    order_id = data.get("orderId") or _new_order(marketplace, shop, name)
    message = marketplace.write(order_id, _post(data))
    return as_json({"threadId": order_id, "messageId": message.id}, 201)


def add_message(marketplace: "FnacDartyMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """Client, call centre, system or the seller on the site writes about an order; 201 with the ids."""
    message = marketplace.write(values["thread_id"], _post(request.get_json(force=True)))
    return as_json({"threadId": values["thread_id"], "messageId": message.id}, 201)


def open_claim(marketplace: "FnacDartyMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """`{"body", "type"?, "by"?}`: a claim on an order; 201 with its id."""
    data = request.get_json(force=True)
    claim = marketplace.open_claim(
        values["thread_id"], str(data["body"]), kind=int(data.get("type", 3)), by=data.get("by", "client")
    )
    return as_json({"claimId": claim.id}, 201)


def close_claims(
    marketplace: "FnacDartyMarketplace", request: Request, values: Mapping[str, Any]
) -> Response:
    """The order's claims close."""
    for claim in marketplace.state.claims_on(values["thread_id"]):
        marketplace.close_claim(claim.id)
    return Response(status=204)


def shop_named(marketplace: "FnacDartyMarketplace", code: str | None) -> Shop:
    """The shop on a site; the first one where none is named."""
    return marketplace.shop_of(code) if code else marketplace.shop


def role(text: str) -> Role:
    """ValueError for anybody else."""
    if text.upper() not in get_args(Role):
        raise ValueError(f"{text!r} is not one of {', '.join(get_args(Role))}.")
    return cast("Role", text.upper())


def _new_order(marketplace: "FnacDartyMarketplace", shop: Shop, name: str) -> str:
    first, _, last = name.partition(" ")
    address = replace(ADDRESS, firstname=first, lastname=last or first)
    return marketplace.add_order(shop=shop, address=address).id


def _post(data: Mapping[str, Any]) -> Post:
    return Post(
        text=str(data["body"]),
        by=role(data.get("by", "CLIENT")),
        at=None if data.get("at") is None else datetime.fromisoformat(data["at"]),
        subject=data.get("subject"),
        files=_files(data.get("attachments", ())),
    )


def _files(entries: Sequence[Mapping[str, Any]]) -> tuple[File, ...]:
    return tuple(File(entry["name"], base64.b64decode(entry["base64"], validate=True)) for entry in entries)
