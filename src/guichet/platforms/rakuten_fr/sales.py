"""Finds sales by order number. The service cannot be asked for one, so its list is walked."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from guichet.platforms.http import Answer
from guichet.platforms.rakuten_fr.client import RakutenClient
from guichet.platforms.rakuten_fr.document import Part
from guichet.platforms.rakuten_fr.errors import Refusal, read_answer, refused_read

# The list is walked once for all the orders of a run, and no farther than this many pages.
_MOST_PAGES = 20


class Sales:
    """The sales seen in one run of a channel."""

    def __init__(self, client: RakutenClient, now: Callable[[], datetime]) -> None:
        self._client = client
        self._now = now
        self._from: date | None = None
        self._token: str | None = ""
        self._pages = 0
        self._has_new = False
        self._found: dict[str, list[Part]] = {}

    def find(self, days: Mapping[str, date]) -> dict[str, list[Part]]:
        """The sales of these orders, given the day each was placed; an order may be told in several parts.

        MissingRight where the account may not read its sales.
        """
        if days:
            self._begin(min(days.values()))
        while self._token is not None and self._pages < _MOST_PAGES and self._missing(days):
            self._next_page()
        if self._missing(days) and not self._has_new:
            self._has_new = True
            self._take(self._client.new_sales(), "getnewsales")
        return {purchase_id: self._found[purchase_id] for purchase_id in days if purchase_id in self._found}

    def _begin(self, day: date) -> None:
        if self._from is None or day < self._from:
            self._from, self._token = day, ""

    def _missing(self, purchase_ids: Iterable[str]) -> bool:
        return any(purchase_id not in self._found for purchase_id in purchase_ids)

    def _next_page(self) -> None:
        since = self._from.isoformat() if self._from else ""
        before = self._token or ""
        root = self._take(self._client.current_sales(since, before), "getcurrentsales")
        onward = root.child("response").text("nexttoken") if root else None
        self._token = onward if onward != before else None
        self._pages += 1

    def _take(self, answer: Answer, action: str) -> Part | None:
        root = read_answer(answer, action, self._client.mask)
        if isinstance(root, Refusal):
            if root.is_about_parameters:
                return None
            raise refused_read(root, "orders", self._now())
        for sale in root.child("response").child("sales").children("sale"):
            self._keep(sale)
        return root

    def _keep(self, sale: Part) -> None:
        purchase_id = sale.text("purchaseid")
        if purchase_id:
            self._found.setdefault(purchase_id, []).append(sale)
