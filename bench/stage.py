"""What every part of a run works with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.data.world import World
from bench.measure.client import Client
from bench.measure.repeat import Call, repeat, side_by_side
from bench.measure.sample import Sample
from bench.measure.statements import Statement, bare_call
from bench.options import Options
from bench.web import Web
from guichet.accounts.viewer import Viewer

if TYPE_CHECKING:
    from psycopg import Connection

TOGETHER = 8
# The client alone is what most figures are about: the others get a part of its time.
SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Asked:
    """One client alone, and eight together."""

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

    def bare_sql(self, statements: list[Statement]) -> Sample:
        """Prepared statements, one after another."""
        return repeat(bare_call(self.bare, statements), self.options.seconds * SHARE)

    def inside(self, call: Call) -> Sample:
        """A call in this process, through Django's connection."""
        return repeat(call, self.options.seconds * SHARE)

    def graphql(self, request: bytes) -> Asked:
        """A request with a token."""
        headers = {"Authorization": f"Bearer {self.world.token}"}
        return self._asked(headers, lambda client: client.graphql(request))

    def page(self, path: str) -> Asked:
        """A page, signed in."""
        return self._asked({"Cookie": self.cookie}, lambda client: client.page(path))

    def _asked(self, headers: dict[str, str], ask: Callable[[Client], bytes]) -> Asked:
        clients = [Client(self.web.port, headers) for _ in range(TOGETHER)]
        calls = [lambda client=client: ask(client) for client in clients]
        try:
            alone = repeat(calls[0], self.options.seconds)
            together = side_by_side(calls, self.options.seconds * SHARE)
        finally:
            for client in clients:
                client.close()
        return Asked(alone, together)
