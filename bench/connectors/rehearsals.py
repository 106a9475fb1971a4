"""Rehearsal marketplaces with the same many discussions, and a connector to each."""

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from guichet.platforms.http import Pools, WebClient
from guichet.platforms.port import Access, Connector
from guichet.platforms.registry import connect
from guichet.platforms.words import Platform
from sandbox.calls import CallLog
from sandbox.fnac_darty import FnacDartyMarketplace
from sandbox.fnac_darty import Post as FnacPost
from sandbox.fnac_darty import serve as serve_fnac
from sandbox.mirakl import MiraklOperator
from sandbox.mirakl import Post as MiraklPost
from sandbox.mirakl import serve as serve_mirakl
from sandbox.rakuten_fr import Post as RakutenPost
from sandbox.rakuten_fr import RakutenMarketplace
from sandbox.rakuten_fr import serve as serve_rakuten

LAYOUT = (
    "<p>Bonjour,</p><p>je n'ai toujours pas re&ccedil;u ma commande pass&eacute;e le 12 novembre.<br/>"
    "Pouvez-vous me dire o&ugrave; elle en est&nbsp;?</p><p>Cordialement,<br>Camille</p>"
)
PLAIN = (
    "Bonjour,\n\nje n'ai toujours pas reçu ma commande passée le 12 novembre.\n"
    "Pouvez-vous me dire où elle en est ?\n\nCordialement,\nCamille"
)


@dataclass
class Notebook:
    """The memory of a channel, in a dictionary."""

    kept: dict[str, object] = field(default_factory=dict)

    def recall(self, key: str, max_age: timedelta) -> object | None:
        """What was kept; nothing grows old here."""
        return self.kept.get(key)

    def remember(self, key: str, value: object) -> None:
        """Keep a value."""
        self.kept[key] = value


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A marketplace that serves, as the connector sees it; `calls` as it counted them."""

    name: str
    connector: Connector
    calls: CallLog


def _connector(platform: Platform, marketplace: str, credentials: dict[str, str]) -> Connector:
    web = WebClient(_pools(), tuple(credentials.values()))
    return connect(platform, Access(marketplace, credentials, web, Notebook(), lambda: datetime.now(UTC)))


@cache
def _pools() -> Pools:
    return Pools(allow_private=True, ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


def _moments(place: int, count: int) -> Sequence[datetime]:
    last = datetime.now(UTC) - timedelta(minutes=7 * place + 2)
    return [last - timedelta(minutes=count - 1 - number) for number in range(count)]


@contextmanager
def mirakl(discussions: int, messages: int, body: str) -> Iterator[Rehearsed]:
    """An operator."""
    operator = MiraklOperator(seed=1)
    for place in range(discussions):
        operator.add_thread([MiraklPost(body, at=at) for at in _moments(place, messages)])
    with serve_mirakl(operator) as server:
        given = {"baseUrl": server.url, "apiKey": operator.api_key}
        yield Rehearsed("Mirakl", _connector(Platform.MIRAKL, "mirakl-other", given), operator.calls)


@contextmanager
def fnac_darty(discussions: int, messages: int, body: str) -> Iterator[Rehearsed]:
    """Both brands."""
    served = FnacDartyMarketplace(seed=1)
    for place in range(discussions):
        served.add_order([FnacPost(body, at=at) for at in _moments(place, messages)])
    with serve_fnac(served) as server:
        shop = served.shop
        given = {"baseUrl": server.url, "partnerId": shop.partner_id, "shopId": shop.id, "key": shop.key}
        yield Rehearsed("Fnac Darty", _connector(Platform.FNAC_DARTY, "fnac-fr", given), served.calls)


@contextmanager
def rakuten_fr(discussions: int, messages: int, body: str) -> Iterator[Rehearsed]:
    """The one marketplace."""
    served = RakutenMarketplace(seed=1)
    for place in range(discussions):
        served.add_item([RakutenPost(body, at=at) for at in _moments(place, messages)])
    with serve_rakuten(served) as server:
        given = {"baseUrl": server.url, "login": served.login, "token": served.token}
        yield Rehearsed("Rakuten France", _connector(Platform.RAKUTEN_FR, "rakuten-fr", given), served.calls)
