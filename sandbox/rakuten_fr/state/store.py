"""Everything the marketplace remembers, in memory, behind one lock."""

import random
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from sandbox.rakuten_fr.errors import bad_parameter
from sandbox.rakuten_fr.state.model import Item, Purchase


def wall_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class State:
    """Hold `lock` for anything that reads or writes more than one value."""

    def __init__(self, seed: int, clock: Callable[[], datetime] | None) -> None:
        dice = random.Random(f"rakuten:{seed}")
        self.lock = threading.RLock()
        self.login = "boutique-du-lac"
        self.token = f"{dice.getrandbits(160):040x}"
        self.seller_id = dice.randrange(10_000_000, 99_999_999)
        self.items: dict[int, Item] = {}
        self.purchases: dict[int, Purchase] = {}
        self.denied: set[str] = set()
        self._dice = dice
        self._clock = clock or wall_clock
        self._last_item = dice.randrange(900_000_000, 909_000_000)
        self._last_purchase = dice.randrange(610_000_000, 619_000_000)
        self._last_mail = dice.randrange(3_300_000_000, 3_309_000_000)
        self._spent: dict[str, int] = {}

    def now(self) -> datetime:
        """The marketplace's clock."""
        return self._clock().astimezone(UTC)

    def new_token(self) -> str:
        """A token like the ones sellers create in the back office."""
        return f"{self._dice.getrandbits(160):040x}"

    def new_item_id(self) -> int:
        """Ids grow, with gaps, as everybody's sales share them."""
        self._last_item += self._dice.randrange(3, 900)
        return self._last_item

    def new_purchase_id(self) -> int:
        """The same for orders."""
        self._last_purchase += self._dice.randrange(3, 900)
        return self._last_purchase

    def new_mail_id(self) -> int:
        """The same for Rakuten's mails."""
        self._last_mail += self._dice.randrange(3, 900)
        return self._last_mail

    def spend(self, quota: int | None) -> bool:
        """Count one call in the current hour; False beyond the quota."""
        hour = self.now().strftime("%Y-%m-%dT%H")
        with self.lock:
            spent = self._spent.get(hour, 0) + 1
            self._spent = {hour: spent}
        return quota is None or spent <= quota

    @property
    def spent_this_hour(self) -> int:
        """Calls counted in the current hour."""
        return self._spent.get(self.now().strftime("%Y-%m-%dT%H"), 0)

    def item_of(self, text: str) -> Item:
        """The item of an `itemid` parameter; an unknown one and another seller's get the same refusal."""
        item = self.items.get(int(text)) if text.isascii() and text.isdigit() else None
        if item is None or item.hidden:
            raise bad_parameter("The parameter 'itemid' is invalid.")
        return item

    def purchase_of(self, text: str) -> Purchase | None:
        """The purchase of a `purchaseid` parameter."""
        return self.purchases.get(int(text)) if text.isascii() and text.isdigit() else None
