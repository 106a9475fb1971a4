"""Lets invented people write: an order in the API first, then the mail about it."""

import random
import string
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from sandbox.amazon import Buyer
from sandbox.amazon.spapi import an_order as amazon_order
from sandbox.cdon import an_order as cdon_order
from sandbox.mail_marketplaces.places import Places

_ALIAS = string.ascii_lowercase + string.digits


@cache
def content() -> dict[str, Any]:
    """People, goods and words."""
    text = files("sandbox.mail_marketplaces.content").joinpath("people.toml").read_text("utf-8")
    return tomllib.loads(text)


def write_amazon(places: Places, person: dict[str, str], dice: random.Random) -> None:
    """A buyer of Amazon France about an order; this seller has the roles that show names and addresses."""
    order_id = f"404-{dice.randrange(10**6, 10**7)}-{dice.randrange(10**6, 10**7)}"
    order = amazon_order(order_id)
    order["buyer"]["buyerName"] = f"{person['name']} {person['family']}"
    order["recipient"]["deliveryAddress"]["name"] = order["buyer"]["buyerName"]
    order["orderItems"][0]["product"]["title"] = person["title"]
    places.amazon_api.orders[order_id] = order
    buyer = Buyer(person["name"], "".join(dice.choices(_ALIAS, k=15)))
    case = places.amazon.open_case(buyer, order_id=order_id, title=person["title"])
    places.amazon.write(case, person["words"])


def write_cdon(places: Places, person: dict[str, str], dice: random.Random) -> None:
    """A customer of CDON Sweden about an order; staff passes the words on."""
    basket = str(dice.randrange(10**8, 10**9))
    order = cdon_order(f"{dice.randrange(16**8):08x}-0000-4000-8000-{basket:0>12}", basket, quantity=1)
    order["title"] = person["title"]
    order["shipping_address"]["full_name"] = person["name"]
    places.cdon_api.orders.append(order)
    case = dice.randrange(10**5, 10**6)
    places.cdon.ask(person["words"], name=person["name"], order=basket, case=case)
