"""The long one: a hotel renovates, 133 messages, more than M11 gives at once."""

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from sandbox.mirakl.content.attachments import attachment
from sandbox.mirakl.content.goods import people, read_text
from sandbox.mirakl.content.purchases import purchase
from sandbox.mirakl.state.building import Post
from sandbox.mirakl.state.model import Thread, Topic

if TYPE_CHECKING:
    from sandbox.mirakl.operator import MiraklOperator

_SPEC = {"state": "RECEIVED", "lines": ["APPLIQUE-TERRA x46", "APPLIQUE-IP44 x40", "MIROIR-LED x2"]}
_TOPIC = Topic("FREE_TEXT", "Hôtel des Tilleuls : éclairage complet")
_SPAN = timedelta(days=76)
_FILES = {
    "C+": ("photo:bar.png:71", "photo:chambre-12.png:72"),
    "S+": ("pdf:salon-1-50.pdf:Salon, suspensions, échelle 1:50",),
}


def load_hotel(operator: "MiraklOperator", dice: random.Random) -> Thread:
    """From eleven weeks ago to this morning, in working hours more or less."""
    posts = _posts(operator, dice)
    first = posts[0].at or operator.now()
    person = people()["tilleuls"]
    order = purchase(operator.state, operator.shop, person, _SPEC, first + timedelta(days=4), dice)
    return operator.add_thread(posts, customer=person.customer, order=order, topic=_TOPIC)


def _posts(operator: "MiraklOperator", dice: random.Random) -> list[Post]:
    lines = read_text("hotel.txt").splitlines()
    end = operator.now() - timedelta(minutes=96)
    gaps = [dice.expovariate(1) + 0.05 for _ in lines]
    unit = _SPAN / sum(gaps)
    posts = []
    at = end - _SPAN
    for line, gap in zip(lines, gaps, strict=True):
        at += unit * gap
        by, _, body = line.partition(" ")
        moment = at.replace(microsecond=at.microsecond // 1000 * 1000)
        files = tuple(attachment(text) for text in _FILES.get(by, ()))
        posts.append(Post(body, "CUSTOMER" if by[0] == "C" else "SHOP", moment, files=files))
    return posts
