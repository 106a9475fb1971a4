"""Reads what changed: one call a poll where nothing did, and each changed discussion whole."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from guichet.platforms.errors import Busy
from guichet.platforms.fnac_darty.bundles import Bundle, grouped, write_bundles
from guichet.platforms.fnac_darty.client import FnacDartyClient
from guichet.platforms.fnac_darty.cursor import Cursor
from guichet.platforms.fnac_darty.cursor_text import to_text
from guichet.platforms.fnac_darty.errors import NoAnswerError, RefusedQueryError
from guichet.platforms.fnac_darty.matters import changed_at, fingerprint
from guichet.platforms.fnac_darty.node import Node
from guichet.platforms.fnac_darty.paging import is_last
from guichet.platforms.fnac_darty.stretches import SECOND, WEEK, Stretch
from guichet.platforms.fnac_darty.verdict import TOO_MANY, Verdict
from guichet.platforms.fnac_darty.whole import completed, messages_of
from guichet.platforms.http import TooLarge
from guichet.platforms.port import Memory, RawPage

# So many discussions are read whole before the engine gets them and renews its hold on the channel.
AT_ONCE = 20
# A long backfill looks at what is new this often.
TURN = timedelta(minutes=5)


class Pass:
    """One pass over the changes; each page knows how to go on after it."""

    def __init__(
        self, client: FnacDartyClient, memory: Memory, cursor: Cursor, now: Callable[[], datetime]
    ) -> None:
        self._client = client
        self._memory = memory
        self._now = now
        self._cursor = cursor.begun(now())
        self._turned_at = now()
        self._known = set(cursor.seen)
        self._previous: list[str] = []

    def pages(self) -> Iterator[RawPage]:
        """Every page up to the last one. Where nothing is new on the way, no page is made of it."""
        while (stretch := self._cursor.current) is not None:
            low = stretch.low(self._now(), in_weeks=self._cursor.in_weeks)
            try:
                verdict = self._asked(stretch, low)
                messages = messages_of(verdict, self._client)
            except RefusedQueryError as error:
                self._ask_for_less(stretch, error)
            except (NoAnswerError, TooLarge) as error:
                yield from self._finer_or_aside(stretch, error)
            else:
                yield from self._taken(stretch, low, verdict, messages)

    def _asked(self, stretch: Stretch, low: datetime) -> Verdict:
        return self._client.changed_messages(low - SECOND, stretch.high, stretch.page, stretch.size)

    def _taken(
        self, stretch: Stretch, low: datetime, verdict: Verdict, messages: Sequence[Node]
    ) -> Iterator[RawPage]:
        marks = [fingerprint(message) for message in messages]
        self._refuse_circles(stretch, marks)
        fresh = [m for mark, m in zip(marks, messages, strict=True) if mark not in self._known]
        bundles = grouped(fresh)
        while len(bundles) > AT_ONCE:
            yield self._page(bundles[:AT_ONCE], self._cursor)
            bundles = bundles[AT_ONCE:]
        self._known.update(marks)
        changes = [changed_at(message) or low for message in messages]
        ahead = self._cursor.noted(dict(zip(marks, map(_seconds, changes), strict=True)))
        if is_last(verdict.root, stretch.page, stretch.size, len(messages)):
            ahead = self._behind(ahead, stretch, low, verdict)
        else:
            ahead = ahead.moved(stretch.below(changes))
        if bundles or ahead.current is None:
            page = self._page(bundles, ahead)
            self._cursor = ahead
            yield page
        self._cursor = self._turned(ahead)

    def _behind(self, ahead: Cursor, stretch: Stretch, low: datetime, verdict: Verdict) -> Cursor:
        if low > stretch.floor:
            return ahead.moved(Stretch(stretch.floor, low))
        earlier, later = sorted((self._now(), verdict.at or self._now()))
        return ahead.finished(earlier, later)

    def _turned(self, cursor: Cursor) -> Cursor:
        if cursor.current is None or self._now() - self._turned_at < TURN:
            return cursor
        self._turned_at = self._now()
        return cursor.turned(self._now())

    def _page(self, bundles: Sequence[Bundle], ahead: Cursor) -> RawPage:
        whole = completed(self._client, self._memory, bundles)
        self._known.update(fingerprint(message) for bundle in whole for message in bundle.messages)
        return self._raw(write_bundles(whole), ahead)

    def _raw(self, body: bytes, ahead: Cursor) -> RawPage:
        oldest = ahead.rest or ahead.top
        is_last = ahead.current is None
        return RawPage(body, to_text(ahead), is_last, oldest.at if oldest else None, is_last)

    def _ask_for_less(self, stretch: Stretch, error: RefusedQueryError) -> None:
        """How much may be asked for is unknown: smaller pages where they are too large, else single weeks."""
        finer = stretch.finer() if TOO_MANY in error.codes else None
        is_long = (stretch.at or self._now()) - stretch.floor > WEEK
        if finer is not None:
            self._cursor = self._cursor.moved(finer)
        elif is_long and not self._cursor.in_weeks:
            self._cursor = replace(self._cursor, in_weeks=True)
        else:
            raise error

    def _finer_or_aside(self, stretch: Stretch, error: NoAnswerError | TooLarge) -> Iterator[RawPage]:
        """Smaller pages around what cannot be read; what cannot be read alone is handed on as it came."""
        if isinstance(error, NoAnswerError) and not error.is_whole:
            raise error
        finer = stretch.finer()
        self._cursor = self._cursor.moved(finer or replace(stretch, page=stretch.page + 1))
        if finer is None:
            raw = error.raw if isinstance(error, NoAnswerError) else error.why.encode()
            yield self._raw(raw, self._cursor)

    def _refuse_circles(self, stretch: Stretch, marks: list[str]) -> None:
        if stretch.page > 1 and marks and marks == self._previous:
            raise Busy("The marketplace's pages lead in circles.")
        self._previous = marks


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
