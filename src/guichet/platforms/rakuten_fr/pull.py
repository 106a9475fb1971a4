"""Reads what asks for attention: the to-do list first, then item by item.

The list is a page of its own, and its cursor names every item that will be read. Only when the engine comes
back for the next page, having stored that cursor, is the first item asked for and thereby marked as read.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from guichet.platforms.errors import Busy, ConnectorError
from guichet.platforms.fields import FieldError
from guichet.platforms.http import Answer
from guichet.platforms.port import Memory, RawPage
from guichet.platforms.rakuten_fr import asked, plan
from guichet.platforms.rakuten_fr.client import RakutenClient
from guichet.platforms.rakuten_fr.cursor import PATIENCE, Cursor, Watched
from guichet.platforms.rakuten_fr.document import Part
from guichet.platforms.rakuten_fr.errors import CUT_SHORT, Refusal, Unparsed, read_answer, refused_read
from guichet.platforms.rakuten_fr.facts import Facts, facts_of, note_facts
from guichet.platforms.rakuten_fr.history import Collection
from guichet.platforms.rakuten_fr.refused_item import marked
from guichet.platforms.rakuten_fr.settings import Settings
from guichet.platforms.rakuten_fr.to_do_list import causes_of

# So many failures in a row are the service's, not the items'.
_IN_A_ROW = 3


class Pass:
    """One pass; the cursor of each page knows how to go on after it."""

    def __init__(
        self,
        client: RakutenClient,
        memory: Memory,
        cursor: Cursor,
        now: Callable[[], datetime],
        settings: Settings,
    ) -> None:
        self._client = client
        self._memory = memory
        self._cursor = cursor
        self._now = now
        self._settings = settings
        self._list = b""
        self._failures = 0
        self._has_unsaved = False
        self._last: ConnectorError = Busy(CUT_SHORT)

    def pages(self) -> Iterator[RawPage]:
        """The list, what must be read, the old items once, and what there is time for."""
        out_of_turn = asked.recall(self._memory)
        yield self._look(out_of_turn)
        asked.forget(self._memory, out_of_turn)
        yield from self._read(plan.urgent(self._cursor, self._now()))
        if self._cursor.walk is not None:
            yield from self._collect()
        unhurried = plan.unhurried(self._cursor, self._now(), self._settings.reads_per_hour)
        yield from self._read(unhurried)
        if self._has_unsaved:
            yield self._page(self._list)

    def history(self) -> Iterator[RawPage]:
        """The items sold before, once each; what must be read is left to `pages`.

        An item is noted as read out of turn until its answer is stored: should that be lost, or the import
        be stopped at that moment, the next pass reads it again.
        """
        self._to_do()
        if self._cursor.walk is not None:
            yield from self._collect()
        for item in plan.old(self._cursor, self._now(), self._settings.reads_per_hour):
            asked.note(self._memory, item)
            yield from self._read([item])
            asked.forget(self._memory, [item])
        if self._has_unsaved:
            yield self._page(self._list)

    def _look(self, out_of_turn: Sequence[str]) -> RawPage:
        causes = causes_of(self._to_do())
        self._cursor = plan.listed(self._cursor, causes, out_of_turn, self._now())
        return self._page(self._list)

    def _to_do(self) -> Part:
        """The to-do list, kept as the page that stands for a change of the cursor alone."""
        answer = self._client.to_do_list()
        root = read_answer(answer, "getitemtodolist", self._client.mask)
        if isinstance(root, Refusal):
            raise refused_read(root, "messages", self._now())
        self._list = answer.body
        return root

    def _collect(self) -> Iterator[RawPage]:
        collection = Collection(self._client, self._cursor, self._now, self._settings)
        for body, cursor in collection.pages():
            self._cursor = cursor
            yield self._page(self._list if body is None else body)

    def _read(self, items: Sequence[str]) -> Iterator[RawPage]:
        for item in items:
            page = self._read_one(item)
            if page is not None:
                yield page
            elif self._failures >= _IN_A_ROW:
                yield self._page(self._list)
                raise self._last

    def _read_one(self, item: str) -> RawPage | None:
        """The item's page; None where it has none, after a failure that may pass for one."""
        self._cursor = self._cursor.counted(self._now())
        try:
            answer = self._client.item_infos(item)
        except Busy as error:
            if error.after is not None:
                raise
            self._failed(item, error)
            return None
        try:
            root = read_answer(answer, "getiteminfos", self._client.mask)
            if isinstance(root, Refusal):
                return self._refused(item, answer, root)
            facts = facts_of(root, item, self._settings.zone, self._now())
        except (Unparsed, FieldError):
            return self._unparsed(item, answer)
        return self._taken(item, answer, facts)

    def _taken(self, item: str, answer: Answer, facts: Facts) -> RawPage:
        self._failures = 0
        note_facts(self._memory, item, facts)
        was_history = item in self._cursor.history
        self._cursor = plan.read(self._cursor, item, facts.newest, self._now())
        return self._page(answer.body, facts.ordered_at if was_history else None)

    def _refused(self, item: str, answer: Answer, refusal: Refusal) -> RawPage | None:
        if refusal.is_about_item:
            self._failures = 0
            is_listed = bool(self._cursor.watched.get(item, Watched()).causes)
            self._cursor = plan.refused(self._cursor, item, self._now())
            self._has_unsaved = True
            # What nobody has listed can be gone without anybody missing a word.
            return self._page(marked(answer.body, item)) if is_listed else None
        error = refused_read(refusal, "messages", self._now())
        if refusal.is_surely_nothing_done:
            raise error
        self._failed(item, error)
        return None

    def _unparsed(self, item: str, answer: Answer) -> RawPage | None:
        """An answer that can never be parsed is set aside in the end, for a person to look at."""
        is_theirs = b"getiteminfosresult" in answer.body
        if is_theirs and self._cursor.tries.get(item, 0) + 1 >= PATIENCE:
            self._cursor = plan.refused(self._cursor, item, self._now())
            return self._page(answer.body)
        self._failed(item, Busy(CUT_SHORT))
        return None

    def _failed(self, item: str, error: ConnectorError) -> None:
        self._failures += 1
        self._has_unsaved = True
        self._last = error
        self._cursor = plan.failed(self._cursor, item, self._now())

    def _page(self, body: bytes, reached: datetime | None = None) -> RawPage:
        """A page; the list again where only the cursor has news, such as which items failed."""
        self._has_unsaved = False
        return RawPage(body, self._cursor.to_json(), self._cursor.has_all, reached)
