"""A rehearsal Fnac Darty on the wire, and a caller that knows its first shop."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from lxml import etree  # type: ignore[import-untyped]

from sandbox.fnac_darty import FnacDartyMarketplace, RunningServer, Shop, serve
from tests.platforms.fnac_darty.schemas import Check, checker
from tests.sandbox.web import client_of

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
XMLNS = "http://www.fnac.com/schemas/mp-dialog.xsd"
ALL = "".join(f"<from_type>{who}</from_type>" for who in ("CLIENT", "CALLCENTER", "SELLER", "SYSTEM"))
EVERYBODY = f"<message_from_types>{ALL}</message_from_types>"


@dataclass
class Caller:
    """Speaks to the services for one shop."""

    http: httpx2.Client
    shop: Shop
    tokens: list[str] = field(default_factory=list)

    def post(self, service: str, document: str, **headers: str) -> httpx2.Response:
        """A document as it is."""
        given = {"Content-Type": "text/xml; charset=utf-8"} | {
            k.replace("_", "-"): v for k, v in headers.items()
        }
        return self.http.post(f"/api.php/{service}", content=document.encode(), headers=given)

    def log_in(self) -> Any:
        """auth."""
        shop = self.shop
        inner = f"<partner_id>{shop.partner_id}</partner_id><shop_id>{shop.id}</shop_id><key>{shop.key}</key>"
        root = read(self.post("auth", f'<auth xmlns="{XMLNS}">{inner}</auth>'))
        self.tokens.append(root.findtext("{*}token") or "")
        return root

    def wrapped(self, service: str, inner: str = "", **attributes: object) -> str:
        """A document for this shop with the newest token."""
        if not self.tokens:
            self.log_in()
        header = {"partner_id": self.shop.partner_id, "shop_id": self.shop.id, "token": self.tokens[-1]}
        given = "".join(f' {name}="{value}"' for name, value in {**header, **attributes}.items())
        return f'<{service} xmlns="{XMLNS}"{given}>{inner}</{service}>'

    def ask(self, service: str, inner: str = "", **attributes: object) -> Any:
        """The root of the answer."""
        return read(self.post(service, self.wrapped(service, inner, **attributes)))

    def reply(self, target: str, text: str = "Bonjour", **changed: str) -> Any:
        """messages_update with one reply to the client about an order, unless told otherwise."""
        values = {"message_to": "CLIENT", "message_subject": "other_question", "message_type": "ORDER"}
        values |= {"message_description": f"<![CDATA[{text}]]>"}
        action = changed.pop("action", "reply")
        inner = "".join(f"<{name}>{value}</{name}>" for name, value in {**values, **changed}.items() if value)
        return self.ask("messages_update", f'<message action="{action}" id="{target}">{inner}</message>')


def read(response: httpx2.Response) -> Any:
    """The root of an answer's document."""
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    return etree.fromstring(response.content.strip())


def code_of(root: Any) -> str | None:
    """The code of the first error anywhere in an answer."""
    found = root.find(".//{*}error")
    return None if found is None else found.get("code")


def ids_of(root: Any) -> list[str]:
    """The ids of the messages of an answer."""
    return [message.findtext("{*}message_id") for message in root.iterfind("{*}message")]


@pytest.fixture(scope="session")
def check(shared: Path) -> Check:
    return checker(shared)


@pytest.fixture
def marketplace() -> FnacDartyMarketplace:
    return FnacDartyMarketplace(seed=3, now=lambda: NOON)


@pytest.fixture
def server(marketplace: FnacDartyMarketplace) -> Iterator[RunningServer]:
    with serve(marketplace) as running:
        yield running


@pytest.fixture
def http(server: RunningServer) -> Iterator[httpx2.Client]:
    with client_of(server.url) as client:
        yield client


@pytest.fixture
def caller(http: httpx2.Client, marketplace: FnacDartyMarketplace) -> Caller:
    return Caller(http, marketplace.shop)
