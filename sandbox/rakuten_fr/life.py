"""Somebody writes now and then, so that a demonstration moves by itself."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.rakuten_fr.demo import content
from sandbox.rakuten_fr.marketplace import RakutenMarketplace


@contextmanager
def living(marketplace: RakutenMarketplace, seconds: float) -> Iterator[None]:
    """Until the block ends a buyer writes about every `seconds`; ValueError unless that is positive."""
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


def _live(marketplace: RakutenMarketplace, seconds: float, ended: threading.Event) -> None:
    dice = random.Random(f"life:{marketplace.seed}")
    while not ended.wait(dice.uniform(0.5, 1.5) * seconds):
        one_more(marketplace, dice)


def one_more(marketplace: RakutenMarketplace, dice: random.Random) -> int:
    """A buyer writes about something they bought, or somebody buys first; the item's id."""
    line = dice.choice(content()["life"]["lines"])
    with marketplace.state.lock:
        items = list(marketplace.state.items.values())
    if not items or dice.random() < 0.2:
        return marketplace.add_item(line, buyer=f"client{dice.randrange(100, 999)}").id
    item = dice.choice(items)
    marketplace.write(item.id, line)
    return item.id
