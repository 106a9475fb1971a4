"""What a connector adds to the port where its marketplace can be asked for what was said before."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol, runtime_checkable

from guichet.platforms.port import Connector, RawPage


@runtime_checkable
class HistoryConnector(Connector, Protocol):
    """A connector whose marketplace can be asked for what was said before; mail cannot."""

    def history(self, cursor: str | None, since: datetime) -> Iterator[RawPage]:
        """What was said since `since`, page by page, beside `pages` and with a cursor of its own.

        It ends with a page that `is_last`; where it ends without one, it wants to be asked again later.
        """
