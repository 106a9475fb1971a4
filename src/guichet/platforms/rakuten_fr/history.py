"""Finds the items of a first connection: the to-do list knows only what is unread or claimed.

Sold items are collected from the sales once (getcurrentsales) and then read little by little.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from guichet.platforms.http import Answer
from guichet.platforms.rakuten_fr.client import RakutenClient
from guichet.platforms.rakuten_fr.cursor import Cursor
from guichet.platforms.rakuten_fr.document import Part
from guichet.platforms.rakuten_fr.errors import Refusal, read_answer, refused_read
from guichet.platforms.rakuten_fr.settings import Settings

_log = logging.getLogger("guichet.rakuten_fr")


class Collection:
    """One walk through the sales; it goes on where the cursor says."""

    def __init__(
        self, client: RakutenClient, cursor: Cursor, now: Callable[[], datetime], settings: Settings
    ) -> None:
        self._client = client
        self._cursor = cursor
        self._now = now
        self._settings = settings
        self._may_restart = True
        self._seen: set[str] = set()

    def pages(self) -> Iterator[tuple[bytes | None, Cursor]]:
        """Each page of sales with the cursor behind it; None for an answer that holds none."""
        if self._settings.history_items == 0:
            self._cursor = replace(self._cursor, walk=None)
            yield None, self._cursor
        while self._cursor.walk is not None:
            answer = self._ask(self._cursor.walk)
            root = read_answer(answer, "getcurrentsales", self._client.mask)
            if isinstance(root, Refusal):
                self._refused(root)
                yield None, self._cursor
            else:
                self._add(root)
                yield answer.body, self._cursor

    def _ask(self, token: str) -> Answer:
        since = self._cursor.since.astimezone(self._settings.zone).date().isoformat()
        return self._client.current_sales(since, token)

    def _add(self, root: Part) -> None:
        response = root.child("response")
        found = dict.fromkeys([*self._cursor.history, *self._items(response)])
        newest_first = sorted(found, key=_number, reverse=True)[: self._settings.history_items]
        self._cursor = replace(self._cursor, history=tuple(newest_first), walk=self._onward(response))

    def _items(self, response: Part) -> Iterator[str]:
        """The items of a page that are not read for another reason anyway."""
        for sale in response.child("sales").children("sale"):
            for item in sale.child("items").children("item"):
                item_id = item.text("itemid")
                known = self._cursor.watched.get(item_id or "")
                if item_id and item_id not in self._cursor.pending and not (known and known.read_at):
                    yield item_id

    def _onward(self, response: Part) -> str | None:
        token = response.text("nexttoken")
        if token is None or token in self._seen:
            return None
        self._seen.add(token)
        return token

    def _refused(self, refusal: Refusal) -> None:
        """Sales that may not be read cost the old conversations, not the new ones."""
        if not (refusal.is_right or refusal.is_about_parameters):
            raise refused_read(refusal, "orders", self._now())
        if self._cursor.walk and self._may_restart:
            # How long a token lives is not known.
            self._may_restart = False
            self._cursor = replace(self._cursor, walk="")
            return
        _log.warning("old conversations are not collected: %s", refusal.code)
        self._cursor = replace(self._cursor, walk=None)


def _number(item_id: str) -> tuple[int, str]:
    """Ids grow with time."""
    return (int(item_id) if item_id.isascii() and item_id.isdigit() else 0, item_id)
