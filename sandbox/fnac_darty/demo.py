"""Believable shops to begin with: both brands, four countries, told relative to now."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

from sandbox.fnac_darty.content.pictures import picture
from sandbox.fnac_darty.marketplace import FnacDartyMarketplace
from sandbox.fnac_darty.state.building import Post
from sandbox.fnac_darty.state.model import File, Shop
from sandbox.fnac_darty.state.order import Address, Order, OrderLine

SITES = ("fnac_fr", "darty_fr", "fnac_es", "fnac_pt", "fnac_be")
# What is older was read by the seller before Guichet came.
_READ_AFTER = timedelta(hours=48)
_MONEY = ("price", "shipping", "fees")


def read_content(name: str) -> dict[str, Any]:
    """One data file of the content folder."""
    text = files("sandbox.fnac_darty.content").joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def add_demo(marketplace: FnacDartyMarketplace) -> None:
    """Put the sample shops in, with all that was said so far."""
    for site in SITES:
        content = read_content(site)
        shop = _shop(marketplace, content["marketplace"], content["name"])
        for told in content["order"]:
            _tell(marketplace, shop, told)
        for told in content["question"]:
            _ask(marketplace, shop, told)


def _shop(marketplace: FnacDartyMarketplace, code: str, name: str) -> Shop:
    try:
        return marketplace.shop_of(code)
    except LookupError:
        return marketplace.add_shop(code, name)


def _tell(marketplace: FnacDartyMarketplace, shop: Shop, told: Mapping[str, Any]) -> None:
    now = marketplace.now()
    order = marketplace.add_order(
        shop=shop,
        address=Address(**told["who"]),
        lines=[_line(line) for line in told["lines"]],
        created=_ago(now, told["ago"]),
        status=told.get("state", "Shipped"),
    )
    order.received = _ago(now, told["received"]) if "received" in told else None
    claim = told.get("claim")
    posts = [*told["posts"], *([claim] if claim else [])]
    for post in sorted(posts, key=lambda entry: entry["ago"], reverse=True):
        if post is claim:
            _claim(marketplace, order, claim, now)
        else:
            _write(marketplace, order, post, now)


def _line(told: Mapping[str, Any]) -> OrderLine:
    money = {name: Decimal(told[name]) for name in _MONEY if name in told}
    return OrderLine(**{**told, **money})


def _claim(marketplace: FnacDartyMarketplace, order: Order, told: Mapping[str, Any], now: datetime) -> None:
    claim = marketplace.open_claim(order.id, told["text"], kind=told["kind"], at=_ago(now, told["ago"]))
    if "closed" in told:
        claim.closed = claim.updated = _ago(now, told["closed"])
        claim.waits_for_seller = False
    _mark(marketplace, order, now)


def _write(marketplace: FnacDartyMarketplace, order: Order, told: Mapping[str, Any], now: datetime) -> None:
    photos = tuple(File(name, picture(name)) for name in told.get("photos", ()))
    post = Post(
        told["text"],
        told.get("by", "CLIENT"),
        _ago(now, told["ago"]),
        files=photos,
        name=told.get("name"),
    )
    marketplace.write(order.id, post)
    _mark(marketplace, order, now)


def _mark(marketplace: FnacDartyMarketplace, order: Order, now: datetime) -> None:
    messages = marketplace.messages(order.id)
    for message in messages:
        answered = messages[-1].role == "SELLER"
        message.is_read = answered or message.is_read or now - message.created > _READ_AFTER


def _ask(marketplace: FnacDartyMarketplace, shop: Shop, told: Mapping[str, Any]) -> None:
    now = marketplace.now()
    question = marketplace.ask(
        told["text"], shop=shop, name=told["name"], title=told["title"], at=_ago(now, told["ago"])
    )
    if answer := told.get("answer"):
        marketplace.answer(question.id, answer["text"], _ago(now, answer["ago"]))
        question.is_read = True


def _ago(now: datetime, hours: float) -> datetime:
    return now - timedelta(hours=hours)
