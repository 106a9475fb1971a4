"""Somebody writes now and then, so that a demonstration moves by itself."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.fnac_darty.demo import read_content
from sandbox.fnac_darty.marketplace import FnacDartyMarketplace
from sandbox.fnac_darty.state.model import Message

_QUESTIONS = 0.25
_CLAIMS = 0.08


@contextmanager
def living(marketplace: FnacDartyMarketplace, seconds: float) -> Iterator[None]:
    """Until the block ends somebody writes about every `seconds`; ValueError unless that is positive."""
    if seconds <= 0:
        raise ValueError("Seconds between two messages must be more than 0.")
    ended = threading.Event()
    thread = threading.Thread(target=_live, args=(marketplace, seconds, ended), name="life", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=5)


def _live(marketplace: FnacDartyMarketplace, seconds: float, ended: threading.Event) -> None:
    dice = random.Random(f"life:{marketplace.seed}")
    while not ended.wait(dice.uniform(0.5, 1.5) * seconds):
        one_more(marketplace, dice)


def one_more(marketplace: FnacDartyMarketplace, dice: random.Random) -> Message:
    """A customer asks about an offer, writes about an order, or now and then opens a claim on one."""
    with marketplace.state.lock:
        shop = dice.choice(list(marketplace.state.shops.values()))
        orders = [order for order in marketplace.state.orders.values() if order.shop_id == shop.id]
    lines = read_content("life")[shop.culture[:2]]
    if not orders or dice.random() < _QUESTIONS:
        return marketplace.ask(
            dice.choice(lines["questions"]), shop=shop, name=f"client{dice.randrange(1000)}"
        )
    order, text = dice.choice(orders), dice.choice(lines["orders"])
    if dice.random() < _CLAIMS and not marketplace.state.claims_on(order.id):
        marketplace.open_claim(order.id, text)
        return marketplace.messages(order.id)[-1]
    return marketplace.write(order.id, text)
