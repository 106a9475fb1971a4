"""Reads orders: the sale, its prices, its parcel. Each of the three may be missing for a while."""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from lxml import etree  # type: ignore[import-untyped]

from guichet.platforms.errors import Unreadable
from guichet.platforms.fields import FieldError
from guichet.platforms.http import Answer
from guichet.platforms.port import Memory, Order
from guichet.platforms.rakuten_fr.client import RakutenClient
from guichet.platforms.rakuten_fr.document import Part
from guichet.platforms.rakuten_fr.errors import Refusal, read_answer, refused_read
from guichet.platforms.rakuten_fr.facts import placed_at
from guichet.platforms.rakuten_fr.parse_order import Sources, parse_order
from guichet.platforms.rakuten_fr.sales import Sales
from guichet.platforms.rakuten_fr.settings import Settings

_log = logging.getLogger("guichet.rakuten_fr")

# Buyers may be written to for 42 days; an order whose day nobody told us is looked for this far back.
_LONGEST_AGO = timedelta(days=45)


class Orders:
    """The orders of one channel, for one run of it."""

    def __init__(
        self, client: RakutenClient, memory: Memory, now: Callable[[], datetime], settings: Settings
    ) -> None:
        self._client = client
        self._memory = memory
        self._now = now
        self._settings = settings
        self._sales = Sales(client, now)

    def read(self, order_ids: Sequence[str]) -> list[Order]:
        """The orders known under these ids; MissingRight where the account may not read any.

        One that cannot be parsed is left out beside others; alone it is Unreadable, with what came.
        """
        wanted = [i for i in dict.fromkeys(order_ids) if i.isascii() and i.isdigit()]
        placed = {i: moment for i in wanted if (moment := placed_at(self._memory, i)) is not None}
        days = {i: self._day(placed.get(i)) for i in wanted}
        sales = self._sales.find(days)
        found = (self._sources(i, sales.get(i, []), placed.get(i)) for i in wanted)
        parsed = (self._parsed(sources, is_alone=len(wanted) == 1) for sources in found if sources.is_known)
        return [order for order in parsed if order is not None]

    def _day(self, placed: datetime | None) -> date:
        """The day an order was placed, or one that is surely before."""
        return (placed or self._now() - _LONGEST_AGO).astimezone(self._settings.zone).date()

    def _sources(self, purchase_id: str, sales: list[Part], placed: datetime | None) -> Sources:
        return Sources(
            purchase_id=purchase_id,
            sales=tuple(sales),
            billing=self._ask(self._client.billing(purchase_id), "getbillinginformation"),
            shipping=self._ask(self._client.shipping(purchase_id), "getshippinginformation"),
            placed_at=placed,
            zone=self._settings.zone,
            now=self._now(),
        )

    def _ask(self, answer: Answer, action: str) -> Part:
        """The response; an empty part where the order is unknown or not confirmed yet."""
        root = read_answer(answer, action, self._client.mask)
        if not isinstance(root, Refusal):
            return root.child("response")
        # "Service unavailable" is also what they say of a sale that is not confirmed.
        if root.is_about_parameters or not root.is_surely_nothing_done:
            return Part(None)
        raise refused_read(root, "orders", self._now())

    def _parsed(self, sources: Sources, *, is_alone: bool) -> Order | None:
        try:
            return parse_order(sources)
        except FieldError as error:
            if is_alone:
                raise Unreadable(f"The order could not be read: {error}.", _raw(sources)) from error
            _log.warning("an order was left out: %s", error)
            return None


def _raw(sources: Sources) -> bytes:
    parts = (*sources.sales, sources.billing, sources.shipping)
    return b"\n".join(etree.tostring(part.element) for part in parts if part.element is not None)
