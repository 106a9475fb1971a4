"""The address that is checked is the address that is called."""

import socket

import httpcore2
import pytest

from guichet.platforms.errors import Unreachable
from guichet.platforms.http import Pools, WebClient
from guichet.platforms.http.network import AddressRefused, GuardedNetwork, NameUnknown, resolve
from tests.platforms.http.conftest import NO_TLS, QUICK
from tests.platforms.http.wire import answer, answering, wire

PUBLIC, PRIVATE = "93.184.216.34", "127.0.0.1"


class Recorder(httpcore2.MockBackend):
    """Connects to nothing and remembers the addresses asked for."""

    def __init__(self, *, refusing: frozenset[str] = frozenset()) -> None:
        super().__init__([])
        self.called: list[str] = []
        self._refusing = refusing

    def connect_tcp(self, host: str, *args: object, **kwargs: object) -> httpcore2.NetworkStream:
        self.called.append(host)
        if host in self._refusing:
            raise httpcore2.ConnectError("refused")
        return httpcore2.MockStream([])


def _guarded(addresses: list[list[str]], recorder: Recorder) -> tuple[GuardedNetwork, list[str]]:
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return addresses[min(len(asked), len(addresses)) - 1]

    network = GuardedNetwork(allow_private=False, resolver=resolver)
    network._plain = recorder  # type: ignore[assignment]
    return network, asked


def test_a_name_is_resolved_once_and_exactly_that_address_is_called() -> None:
    recorder = Recorder()
    network, asked = _guarded([[PUBLIC], [PRIVATE]], recorder)
    network.connect_tcp("rebinding.example", 443, timeout=1)
    assert asked == ["rebinding.example"]
    assert recorder.called == [PUBLIC]


def test_the_second_answer_of_a_rebinding_server_is_checked_too() -> None:
    recorder = Recorder()
    network, _ = _guarded([[PUBLIC], [PRIVATE]], recorder)
    network.connect_tcp("rebinding.example", 443, timeout=1)
    with pytest.raises(AddressRefused):
        network.connect_tcp("rebinding.example", 443, timeout=1)
    assert recorder.called == [PUBLIC]


def test_private_addresses_among_public_ones_are_passed_over() -> None:
    recorder = Recorder()
    network, _ = _guarded([[PRIVATE, "::1", PUBLIC]], recorder)
    network.connect_tcp("mixed.example", 443, timeout=1)
    assert recorder.called == [PUBLIC]


def test_the_next_address_is_tried_when_one_refuses() -> None:
    recorder = Recorder(refusing=frozenset({PUBLIC}))
    network, _ = _guarded([[PUBLIC, "8.8.8.8"]], recorder)
    network.connect_tcp("two.example", 443, timeout=1)
    assert recorder.called == [PUBLIC, "8.8.8.8"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]"])
def test_no_spelling_of_this_machine_is_called(host: str) -> None:
    pools = Pools(allow_private=False, ssl_context=NO_TLS, timeouts=QUICK)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        url = f"https://{host}:{listener.getsockname()[1]}/"
        with pytest.raises(Unreachable):
            WebClient(pools).read(url)
        with pytest.raises(TimeoutError):
            listener.accept()
    pools.close()


def test_the_host_header_keeps_the_name() -> None:
    with wire(answering(answer())) as far:
        pools = Pools(allow_private=True, ssl_context=NO_TLS, resolver=lambda host, port: ["127.0.0.1"])
        WebClient(pools).read(f"http://shop.example:{far.port}/")
        pools.close()
        assert f"Host: shop.example:{far.port}\r\n" in far.heard()


def test_an_unknown_name_says_so() -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise NameUnknown("no such host")

    pools = Pools(allow_private=True, ssl_context=NO_TLS, resolver=nowhere)
    with pytest.raises(Unreachable, match="known under the name typo"):
        WebClient(pools).send("https://typo.example/", content=b"x")
    pools.close()


def test_the_real_resolver_turns_failure_into_an_unknown_name() -> None:
    with pytest.raises(NameUnknown):
        resolve("a" * 70 + ".invalid", 443)
