"""Pulls as the engine does, and keeps what it would hold."""

from dataclasses import dataclass, field
from datetime import timedelta

from guichet.platforms.errors import Unreadable
from guichet.platforms.port import Page, RawPage, SetAside, Thread
from sandbox.fnac_darty import Shop
from tests.platforms.fnac_darty.conftest import NOON, Far

SINCE = NOON - timedelta(days=90)


@dataclass
class Engine:
    """One channel."""

    far: Far
    shop: Shop | None = None
    cursor: str | None = None
    threads: dict[str, Thread] = field(default_factory=dict)
    aside: list[SetAside] = field(default_factory=list)
    last: list[RawPage] = field(default_factory=list)

    def pull(self, most_pages: int | None = None) -> "Engine":
        """One pass, or its first pages; an own connector each time, as after a restart."""
        connector = self.far.connector(self.shop)
        self.last = []
        for raw in connector.pages(self.cursor, SINCE):
            self.last.append(raw)
            try:
                page = connector.parse(raw.body)
            except Unreadable as error:
                page = Page((), (SetAside(error.raw, error.why),))
            self.threads |= {thread.marketplace_id: thread for thread in page.threads}
            self.aside += page.set_aside
            self.cursor = raw.cursor
            if len(self.last) == most_pages:
                break
        return self

    @property
    def changed(self) -> list[str]:
        """The discussions of the last pull."""
        connector = self.far.connector(self.shop)
        return [thread.marketplace_id for raw in self.last for thread in connector.parse(raw.body).threads]

    def calls(self) -> list[str]:
        """The services called since this was asked last."""
        calls = [call.endpoint for call in self.far.marketplace.calls.of()]
        self.far.marketplace.calls.clear()
        return calls
