"""Reads what changed, page by page (M11): one call a poll where one page holds it all."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from guichet.platforms.errors import Busy, Unreadable
from guichet.platforms.http import Answer, TooLarge
from guichet.platforms.mirakl.client import MiraklClient
from guichet.platforms.mirakl.cursor import Cursor, wire_moment
from guichet.platforms.mirakl.errors import BAD_REQUEST, NOT_FOUND, OK, refused_read
from guichet.platforms.mirakl.parse import outline
from guichet.platforms.port import RawPage

# Page sizes from the documented maximum to a single thread; None leaves the operator's default of 50.
# Whether every operator takes 100 is unknown, and a page may be too large for one answer.
_LIMITS: tuple[int | None, ...] = (100, None, 10, 1)


class Pass:
    """One pass over the changes; each page knows how to go on after it."""

    def __init__(self, client: MiraklClient, cursor: Cursor, now: Callable[[], datetime]) -> None:
        self._client = client
        self._cursor = cursor
        self._now = now
        self._limits = iter(_LIMITS)
        self._limit = next(self._limits)
        self._may_restart = True
        self._seen: set[str] = set()

    def pages(self) -> Iterator[RawPage]:
        """Every page up to the last one."""
        is_last = False
        while not is_last:
            page = self._page()
            is_last = page.is_last
            yield page

    def _page(self) -> RawPage:
        answer = self._answer()
        try:
            page = outline(answer.body)
        except Unreadable as error:
            raise Busy("The marketplace's answer was cut short or is not what was asked for.") from error
        token = page.text("next_page_token")
        self._cursor = self._cursor.onward(self._unseen(token))
        moments = [m for t in page.children("data") if (m := t.moment("date_updated"))]
        is_last = token is None
        return RawPage(answer.body, self._cursor.to_json(), is_last, min(moments, default=None), is_last)

    def _answer(self) -> Answer:
        while True:
            started = self._now()
            try:
                answer = self._client.threads(self._query())
            except TooLarge:
                self._smaller()
                continue
            if answer.status == OK:
                self._started(started, answer)
                return answer
            self._recover(answer)

    def _query(self) -> dict[str, str]:
        if self._cursor.page_token:
            # The token carries all the rest.
            return {"page_token": self._cursor.page_token}
        limit = {"limit": str(self._limit)} if self._limit else {}
        return {"updated_since": wire_moment(self._cursor.since), "with_messages": "true", **limit}

    def _started(self, ours: datetime, answer: Answer) -> None:
        if self._cursor.pass_started is None:
            # The earlier clock decides, so that nothing falls between two passes.
            self._cursor = replace(self._cursor, pass_started=min(ours, answer.date or ours))

    def _recover(self, answer: Answer) -> None:
        """Go on after a refusal, or raise what it means."""
        if self._cursor.page_token and self._may_restart and answer.status in (BAD_REQUEST, NOT_FOUND):
            # A token's lifetime is unknown: begin the pass again, once.
            self._may_restart = False
            self._restart()
        elif not self._cursor.page_token and answer.status == BAD_REQUEST and self._limit == _LIMITS[0]:
            self._limit = next(self._limits)
        else:
            raise refused_read(answer, "messages", self._client.web.mask)

    def _smaller(self) -> None:
        limit = next(self._limits, 0)
        if limit == 0:
            raise Busy("One discussion alone is larger than what can be read.")
        self._limit = limit
        self._restart()

    def _restart(self) -> None:
        self._cursor = Cursor(self._cursor.since)
        self._seen.clear()

    def _unseen(self, token: str | None) -> str | None:
        if token in self._seen:
            raise Busy("The marketplace's pages lead in circles.")
        if token:
            self._seen.add(token)
        return token
