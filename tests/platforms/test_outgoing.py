"""Every way out of Guichet: which are guarded, and that there are no others."""

import ast
import socket
from collections.abc import Callable
from pathlib import Path

import httpcore2
import pytest

import guichet
from guichet.platforms.errors import Unreachable
from guichet.platforms.http import Pools, WebClient
from guichet.platforms.http.telling import tell
from guichet.platforms.mail.folder import imap_folder
from guichet.platforms.mail.imap import opened
from guichet.platforms.mail.network import connected
from guichet.platforms.mail.smtp import smtp_sender
from tests.platforms.http.conftest import NO_TLS, QUICK

HOUSE = Path(guichet.__file__).parent
SECURITY = Path(__file__).parent.parent.parent / "SECURITY.md"
PUBLIC = "93.184.216.34"
# Loopback, the cloud's metadata, one's own network, carriers' networks, and the same inside other addresses.
INSIDE = [
    "127.0.0.1", "169.254.169.254", "10.0.0.7", "192.168.1.1", "172.31.255.1", "100.100.100.200", "::1",
    "fd00:ec2::254", "fe80::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::",
]  # fmt: skip
# What can open a connection; who only names types of httpx is looked at too.
OPENS = {
    "socket", "smtplib", "imaplib", "imapclient", "ftplib", "telnetlib", "http.client", "urllib.request",
    "boto3", "requests", "httpx2", "httpcore2", "clamav_client.clamd", "dns.resolver", "websockets",
}  # fmt: skip


def _read(pools: Pools) -> None:
    WebClient(pools).read("https://shop.example/")


def _send(pools: Pools) -> None:
    WebClient(pools).send("https://shop.example/", content=b"x")


def _stream(pools: Pools) -> None:
    with WebClient(pools).stream("https://shop.example/"):
        pass


def _tell(pools: Pools) -> None:
    tell(pools, "https://shop.example/", {}, b"{}", 2.0)


def _read_mail(_: Pools) -> None:
    with opened(imap_folder("imaps://a:b@shop.example", allow_private=False)):
        pass


def _send_mail(_: Pools) -> None:
    smtp_sender("smtps://a:b@shop.example", is_own=True, allow_private=False).try_out()


DOORS = [_read, _send, _stream, _tell, _read_mail, _send_mail]


class Names:
    """A name service that answers each question with the next address, and then with the last one."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.asked = list(answers), 0

    def getaddrinfo(self, host: str, port: int, *_: object, **__: object) -> list[object]:
        self.asked += 1
        address = self.answers[min(self.asked, len(self.answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were connected to; every one of them refuses."""
    addresses: list[str] = []

    def refuse(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        addresses.append(address[0])
        raise ConnectionRefusedError

    def refuse_httpcore(self: object, host: str, *_: object, **__: object) -> None:
        addresses.append(host)
        raise httpcore2.ConnectError("refused")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", refuse_httpcore)
    return addresses


@pytest.mark.parametrize("inside", INSIDE)
@pytest.mark.parametrize("door", DOORS)
def test_no_door_leads_inside(
    monkeypatch: pytest.MonkeyPatch, called: list[str], door: Callable[[Pools], None], inside: str
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names(inside).getaddrinfo)
    pools = Pools(allow_private=False, ssl_context=NO_TLS, timeouts=QUICK)
    with pytest.raises(Unreachable, match="private network"):
        door(pools)
    pools.close()
    assert called == []


@pytest.mark.parametrize("door", DOORS)
def test_a_name_that_changes_its_mind_is_asked_once(
    monkeypatch: pytest.MonkeyPatch, called: list[str], door: Callable[[Pools], None]
) -> None:
    """The address that was checked is the one that is called; the next call checks anew (DNS rebinding)."""
    names = Names(PUBLIC, "127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", names.getaddrinfo)
    pools = Pools(allow_private=False, ssl_context=NO_TLS, timeouts=QUICK)
    with pytest.raises(Unreachable):
        door(pools)
    assert (called, names.asked) == ([PUBLIC], 1)
    with pytest.raises(Unreachable, match="private network"):
        door(pools)
    pools.close()
    assert called == [PUBLIC]


def test_where_private_hosts_are_allowed_they_are_called(
    monkeypatch: pytest.MonkeyPatch, called: list[str]
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names("10.0.0.7").getaddrinfo)
    with pytest.raises(ConnectionRefusedError):
        connected("mail.example", 25, 1.0, allow_private=True)
    assert called == ["10.0.0.7"]


def test_every_module_that_can_call_out_is_in_the_threat_model() -> None:
    """A new way out is written down with its guard before it is built."""
    told = SECURITY.read_text(encoding="utf-8")
    found = {path.relative_to(HOUSE).as_posix() for path in HOUSE.rglob("*.py") if _imported(path) & OPENS}
    assert len(found) > 10
    assert {path for path in found if not _is_told(path, told)} == set()


def _is_told(path: str, told: str) -> bool:
    return f"`{path}`" in told or any(f"`{parent}/`" in told for parent in Path(path).parents)


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names | {name.partition(".")[0] for name in names}
