"""A believable account to begin with: a dozen discussions, told relative to now."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from sandbox.rakuten_fr.marketplace import RakutenMarketplace
from sandbox.rakuten_fr.state.building import Product, open_claim
from sandbox.rakuten_fr.state.model import Address, Claim, Item, PickUpPoint

# What is older was read by the seller before Guichet came.
_READ_AFTER_HOURS = 72


@cache
def content() -> dict[str, Any]:
    """content/demo.toml."""
    data: dict[str, Any] = tomllib.loads(
        files("sandbox.rakuten_fr.content").joinpath("demo.toml").read_text("utf-8")
    )
    return data


def load_demo(marketplace: RakutenMarketplace) -> None:
    """Put the sample seller's purchases and discussions in."""
    now = marketplace.now()
    with marketplace.state.lock:
        for entry in content()["purchase"]:
            _add_purchase(marketplace, entry, now)


def _add_purchase(marketplace: RakutenMarketplace, entry: Mapping[str, Any], now: datetime) -> None:
    point = entry.get("pick_up_point")
    purchase = marketplace.add_purchase(
        *(_product(item) for item in entry["item"]),
        buyer=entry["buyer"],
        placed=_ago(now, entry["placed"]),
        address=Address(**{"phonenumber2": "0600000000", **entry["address"]}),
        pick_up_point=PickUpPoint(**point) if point else None,
    )
    if "tracking" in entry:
        number, url = entry["tracking"]
        purchase.tracking = (number, url)
    for item, told in zip(purchase.items, entry["item"], strict=True):
        _tell(marketplace, item, told, now)


def _product(item: Mapping[str, Any]) -> Product:
    return Product(item["headline"], Decimal(item["price"]), item["sku"], item["ean"], item["category"])


def _tell(marketplace: RakutenMarketplace, item: Item, told: Mapping[str, Any], now: datetime) -> None:
    item.shipped = True
    if "claim" in told:
        claim = told["claim"]
        opened = Claim(_ago(now, claim["age"]), claim["comment"], claim["type"], claim.get("state", "NEW"))
        open_claim(marketplace.state, item, opened)
    for post in told["posts"]:
        subject = post.get("subject")
        entry = marketplace.write(
            item.id,
            post["content"],
            by=post.get("by", "BUYER"),
            at=_ago(now, post["age"]),
            subject=subject.format(id=item.id) if subject else None,
        )
        if entry.status == "SENT" or post["age"] > _READ_AFTER_HOURS:
            # Whoever answers has read.
            marketplace.read_on_site(item.id)


def _ago(now: datetime, hours: float) -> datetime:
    return now - timedelta(hours=hours)
