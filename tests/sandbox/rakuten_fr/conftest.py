"""A rehearsal marketplace on the wire, and the bare call that a seller's tool makes."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import httpx2
import pytest
from lxml import etree  # type: ignore[import-untyped]

from sandbox.rakuten_fr import RakutenMarketplace, RunningServer, serve
from tests.sandbox.web import client_of

VERSIONS = {
    "getitemtodolist": "2011-09-01",
    "getiteminfos": "2017-08-07",
    "contactuseraboutitem": "2011-02-02",
    "contactusaboutitem": "2011-09-01",
    "getcurrentsales": "2017-08-07",
    "getnewsales": "2017-08-07",
    "getbillinginformation": "2016-03-16",
    "getshippinginformation": "2017-09-12",
}


class Clock:
    """A clock that stands still unless moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **how_far: float) -> None:
        self.time += timedelta(**how_far)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def marketplace(clock: Clock) -> RakutenMarketplace:
    return RakutenMarketplace(seed=3, now=clock)


@pytest.fixture
def rakuten_server(marketplace: RakutenMarketplace) -> Iterator[RunningServer]:
    with serve(marketplace) as running:
        yield running


@pytest.fixture
def web(rakuten_server: RunningServer) -> Iterator[httpx2.Client]:
    with client_of(rakuten_server.url) as client:
        yield client


class Answered:
    """An answer, with the texts of its elements by local name."""

    def __init__(self, response: httpx2.Response) -> None:
        self.status = response.status_code
        self.content = response.content
        self.root = etree.fromstring(response.content)

    @property
    def name(self) -> str:
        """The local name of the root."""
        return str(etree.QName(self.root).localname)

    def texts(self, name: str) -> list[str]:
        """The texts of all elements of a name, without the blanks around them."""
        return [(e.text or "").strip() for e in self.root.iter() if etree.QName(e).localname == name]

    def text(self, name: str) -> str:
        """The text of the only element of a name."""
        (found,) = self.texts(name)
        return found


Calling = Callable[..., Answered]


@pytest.fixture
def call(web: httpx2.Client, marketplace: RakutenMarketplace) -> Calling:
    """Calls an action with good credentials, whatever is changed; None leaves a parameter out."""

    def make(
        action: str, *, method: str = "GET", charset: str = "iso-8859-1", **changed: str | None
    ) -> Answered:
        usual = {"action": action, "login": marketplace.login, "pwd": marketplace.token}
        given = {**usual, "version": VERSIONS.get(action, "2011-09-01"), **changed}
        query = urlencode({k: v for k, v in given.items() if v is not None}, encoding=charset)
        return Answered(web.request(method, f"/sales_ws?{query}"))

    return make
