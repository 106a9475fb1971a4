"""Buyers and Rakuten's staff write, and claims open and close, over JSON."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast, get_args

from werkzeug.wrappers import Request, Response

from sandbox.rakuten_fr.answers import as_json
from sandbox.rakuten_fr.state.building import Post, Product
from sandbox.rakuten_fr.state.model import Party

if TYPE_CHECKING:
    from sandbox.rakuten_fr.marketplace import RakutenMarketplace

_TEAPOT = Product()


def add_item(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """A purchase of one item, and its first message if a `content` is given; 201 with the ids."""
    data = request.get_json(force=True)
    product = Product(
        headline=data.get("headline", _TEAPOT.headline), price=Decimal(str(data.get("price", _TEAPOT.price)))
    )
    posts = [_post(data)] if "content" in data else []
    item = marketplace.add_item(posts, buyer=data.get("buyer", "lili75"), product=product)
    return as_json({"itemId": item.id, "purchaseId": item.purchase_id}, 201)


def add_question(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """Somebody asks before buying; 201 with the id."""
    data = request.get_json(force=True)
    item = marketplace.add_question(str(data["content"]), buyer=data.get("buyer", "curieux44"))
    return as_json({"itemId": item.id}, 201)


def add_message(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """Buyer, Rakuten or the seller on the site writes; 201 with the mail's id where it is one."""
    post = _post(request.get_json(force=True))
    entry = marketplace.write(
        values["item_id"], post.content, by=post.by, to=post.to, at=post.at, subject=post.subject
    )
    return as_json({"itemId": values["item_id"], "mailId": entry.mail_id}, 201)


def open_claim(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """The buyer opens a claim: `{"comment", "type"?}`."""
    data = request.get_json(force=True)
    marketplace.open_claim(values["item_id"], str(data["comment"]), data.get("type", "DAMAGED"))
    return as_json({"itemId": values["item_id"]}, 201)


def end_claim(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """The claim closes."""
    marketplace.end_claim(values["item_id"])
    return Response(status=204)


def _post(data: Mapping[str, Any]) -> Post:
    return Post(
        content=str(data["content"]),
        by=party(data.get("by", "BUYER")),
        at=None if data.get("at") is None else datetime.fromisoformat(data["at"]),
        subject=data.get("subject"),
        to=None if data.get("to") is None else party(data["to"]),
    )


def party(text: str) -> Party:
    """ValueError for anybody else."""
    if text.upper() not in get_args(Party):
        raise ValueError(f"{text!r} is not one of {', '.join(get_args(Party))}.")
    return cast("Party", text.upper())
