"""What every part of a run works with."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from bench.data.world import World
from bench.measure.client import Client
from bench.measure.repeat import Call, in_turns, side_by_side
from bench.measure.sample import Sample
from bench.measure.statements import Statement, bare_call
from bench.options import Options
from bench.web import Web
from guichet.accounts.viewer import Viewer

if TYPE_CHECKING:
    from psycopg import Connection

TOGETHER = 8
# The client alone is what most figures are about: eight together get a part of its time.
SHARE = 0.4

Ask = Callable[[Client], bytes]


@dataclass(frozen=True, slots=True)
class Compared:
    """The same work as bare SQL, as a query in this process, by one client, and by eight at once."""

    bare: Sample
    query: Sample
    alone: Sample
    together: Sample


@dataclass(frozen=True, slots=True)
class Stage:
    """The world, who looks at it, the web process, a signed-in cookie, a connection without Django."""

    world: World
    viewer: Viewer
    web: Web
    cookie: str
    bare: "Connection[Any]"
    options: Options

    def graphql(self, request: bytes, query: Call, statements: list[Statement]) -> Compared:
        """A request with a token."""
        headers = {"Authorization": f"Bearer {self.world.token}"}
        return self._compared(headers, lambda client: client.graphql(request), query, statements)

    def page(self, path: str, query: Call, statements: list[Statement]) -> Compared:
        """A page, signed in."""
        return self._compared({"Cookie": self.cookie}, lambda client: client.page(path), query, statements)

    def part(self, path: str, query: Call, statements: list[Statement]) -> Compared:
        """The part of the list's page that its filters ask for, signed in."""
        headers = {"Cookie": self.cookie, "HX-Request": "true", "HX-Target": "results"}
        return self._compared(headers, lambda client: client.page(path), query, statements)

    def _compared(
        self, headers: dict[str, str], ask: Ask, query: Call, statements: list[Statement]
    ) -> Compared:
        clients = [Client(self.web.port, headers) for _ in range(TOGETHER)]
        asked: list[Call] = [partial(ask, client) for client in clients]
        try:
            inside = [bare_call(self.bare, statements), query]
            bare, inner, alone = in_turns([*inside, asked[0]], self.options.seconds)
            together = side_by_side(asked, self.options.seconds * SHARE)
        finally:
            for client in clients:
                client.close()
        return Compared(bare, inner, alone, together)
