"""Load the sample shop: everything its customers and the operator have written so far."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sandbox.mirakl.content.attachments import attachment
from sandbox.mirakl.content.goods import people, products, read_text, read_toml
from sandbox.mirakl.content.hotel import load_hotel
from sandbox.mirakl.content.moments import moment
from sandbox.mirakl.content.purchases import purchase
from sandbox.mirakl.state.building import Post
from sandbox.mirakl.state.model import Entity, Thread, Topic

if TYPE_CHECKING:
    from sandbox.mirakl.operator import MiraklOperator

_STEP = timedelta(minutes=2)
_CLICK = timedelta(minutes=17)


def load_demo(operator: "MiraklOperator") -> list[Thread]:
    """Every discussion of the content folder, dated back from the operator's clock."""
    dice = random.Random(f"demo:{operator.seed}")
    made = [
        _discuss(operator, spec, dice)
        for name in discussion_files()
        for spec in read_toml(f"discussions/{name}")["discussion"]
    ]
    return [*made, load_hotel(operator, dice)]


def discussion_files() -> list[str]:
    """Names of the data files, in a settled order."""
    folder = files("sandbox.mirakl.content").joinpath("discussions")
    return sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))


def _discuss(operator: "MiraklOperator", spec: Mapping[str, Any], dice: random.Random) -> Thread:
    person = people()[spec["customer"]] if "customer" in spec else None
    shop = operator.state.shops[spec.get("shop", operator.shop.id)]
    posts = _posts(spec, operator.now(), dice)
    order = None
    if person is not None and "order" in spec:
        created = _ordered(spec, operator.now(), posts, dice)
        order = purchase(operator.state, shop, person, spec["order"], created, dice)
    thread = operator.add_thread(
        posts,
        customer=person.customer if person else None,
        order=order,
        about=spec.get("about", "order"),
        entity=_offer(spec),
        topic=topic_of(spec["topic"]),
        channel=order.channel[0] if order and order.channel else None,
        shop_id=shop.id,
    )
    if spec.get("settled"):
        operator.click_no_reply_needed(thread.id, at=thread.messages[-1].date_created + _CLICK)
    return thread


def topic_of(text: str) -> Topic:
    """`text:...` is a free text, anything else the code of a reason."""
    kind, _, value = text.partition(":")
    return Topic("FREE_TEXT", value) if kind == "text" else Topic("REASON_CODE", text)


def _offer(spec: Mapping[str, Any]) -> Entity | None:
    if "offer" not in spec:
        return None
    product = products()[spec["offer"]]
    return Entity("MMP_OFFER", str(product.number), product.titles["fr"])


def _posts(spec: Mapping[str, Any], now: datetime, dice: random.Random) -> list[Post]:
    posts: list[Post] = []
    for entry in spec["message"]:
        at = moment(entry["ago"], now) + timedelta(seconds=dice.randint(0, 58))
        at = at.replace(microsecond=dice.choice([0, dice.randint(1, 999) * 1000]))
        at = min(max(at, posts[-1].at + _STEP), now) if posts and posts[-1].at else min(at, now)
        posts.append(_post(entry, at))
    return posts


def _post(entry: Mapping[str, Any], at: datetime) -> Post:
    body = read_text(f"discussions/{entry['body_file']}") if "body_file" in entry else entry["body"]
    return Post(
        body=body,
        by=entry.get("by", "customer").upper(),
        at=at,
        to=tuple(entry["to"]) if "to" in entry else None,
        files=tuple(attachment(text, f"{at:%d/%m/%Y}", "Atelier Lumen") for text in entry.get("files", ())),
        user=entry.get("user"),
    )


def _ordered(spec: Mapping[str, Any], now: datetime, posts: list[Post], dice: random.Random) -> datetime:
    """People order before they write about it."""
    created = moment(spec["order"]["ago"], now).replace(second=dice.randint(0, 59), microsecond=0)
    first = posts[0].at or now
    return min(created, first - timedelta(hours=1))
