"""Reads what changed: one call a poll where nothing did, and each changed discussion whole."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from guichet.platforms.errors import Busy
from guichet.platforms.fnac_darty.bundles import Bundle, grouped, write_bundles
from guichet.platforms.fnac_darty.client import FnacDartyClient
from guichet.platforms.fnac_darty.cursor import Cursor
from guichet.platforms.fnac_darty.errors import NoAnswerError
from guichet.platforms.fnac_darty.matters import changed_at, fingerprint
from guichet.platforms.fnac_darty.paging import is_last
from guichet.platforms.fnac_darty.verdict import TOO_MANY, Verdict
from guichet.platforms.fnac_darty.whole import completed, messages_of
from guichet.platforms.fnac_darty.windows import Window
from guichet.platforms.http import TooLarge
from guichet.platforms.port import Memory, RawPage

# So many discussions are read whole before the engine gets them and renews its hold on the channel.
AT_ONCE = 20


class Pass:
    """One pass over the changes; each page knows how to go on after it."""

    def __init__(
        self, client: FnacDartyClient, memory: Memory, cursor: Cursor, now: Callable[[], datetime]
    ) -> None:
        self._client = client
        self._memory = memory
        self._now = now
        self._cursor = cursor.begun(now())
        self._known = set(cursor.seen)
        self._previous: list[str] = []

    def pages(self) -> Iterator[RawPage]:
        """Every page up to the last one."""
        while (window := self._cursor.window) is not None:
            try:
                verdict = self._asked(window)
            except (NoAnswerError, TooLarge) as error:
                yield from self._finer_or_aside(window, error)
            else:
                if TOO_MANY in verdict.codes and (finer := window.finer()):
                    self._cursor = replace(self._cursor, window=finer)
                else:
                    yield from self._taken(window, verdict)

    def _asked(self, window: Window) -> Verdict:
        return self._client.changed_messages(window.since, window.until, window.page, window.size)

    def _taken(self, window: Window, verdict: Verdict) -> Iterator[RawPage]:
        messages = messages_of(verdict, self._client)
        marks = [fingerprint(message) for message in messages]
        self._refuse_circles(window, marks)
        fresh = [m for mark, m in zip(marks, messages, strict=True) if mark not in self._known]
        bundles = grouped(fresh)
        while len(bundles) > AT_ONCE:
            yield self._page(bundles[:AT_ONCE], self._cursor, None)
            bundles = bundles[AT_ONCE:]
        self._known.update(marks)
        changes = [changed_at(message) or window.low for message in messages]
        ahead = self._cursor.noted(dict(zip(marks, map(_seconds, changes), strict=True)))
        if is_last(verdict.root, window.page, window.size, len(messages)):
            ahead = ahead.closed(*sorted((self._now(), verdict.at or self._now())))
            reached: datetime | None = window.low
        else:
            ahead, reached = replace(ahead, window=window.onward(changes)), window.high
        page = self._page(bundles, ahead, reached)
        self._cursor = ahead
        yield page

    def _page(self, bundles: Sequence[Bundle], ahead: Cursor, reached: datetime | None) -> RawPage:
        whole = completed(self._client, self._memory, bundles)
        self._known.update(fingerprint(message) for bundle in whole for message in bundle.messages)
        return RawPage(write_bundles(whole), ahead.to_json(), ahead.window is None, reached)

    def _finer_or_aside(self, window: Window, error: NoAnswerError | TooLarge) -> Iterator[RawPage]:
        """Smaller pages around what cannot be read; what cannot be read alone is handed on as it came."""
        if isinstance(error, NoAnswerError) and not error.is_whole:
            raise error
        finer = window.finer()
        self._cursor = replace(self._cursor, window=finer or replace(window, page=window.page + 1))
        if finer is None:
            raw = error.raw if isinstance(error, NoAnswerError) else error.why.encode()
            yield RawPage(raw, self._cursor.to_json(), is_last=False, reached=window.high)

    def _refuse_circles(self, window: Window, marks: list[str]) -> None:
        if window.page > 1 and marks and marks == self._previous:
            raise Busy("The marketplace's pages lead in circles.")
        self._previous = marks


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
