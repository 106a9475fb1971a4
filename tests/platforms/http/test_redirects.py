"""Redirects are followed for reads on the very same host, since credentials travel along."""

import socket

import pytest

from guichet.platforms.errors import Busy
from guichet.platforms.http import WebClient
from tests.platforms.http.wire import Wire, answer, answering, wire


def test_a_redirect_on_the_same_host_is_followed_with_the_key(client: WebClient) -> None:
    moved = answer("302 Found", Location="/there?x=1#part")
    with wire(answering(moved, answer(body=b"here"))) as far:
        assert client.read(f"{far.url}/first", headers={"Authorization": "k"}).body == b"here"
    assert far.heard(1).startswith("GET /there?x=1 HTTP/1.1")
    assert "authorization: k" in far.heard(1).lower()
    assert far.heard(1).lower().count("\r\nhost:") == 1


def test_three_redirects_are_enough(client: WebClient) -> None:
    moved = answer("301 Moved", Location="/again")
    with wire(answering(moved)) as far:
        with pytest.raises(Busy, match="circles"):
            client.read(far.url)
        assert len(far.requests) == 4


@pytest.mark.parametrize(
    "location",
    [
        "http://localhost:{port}/",
        "http://127.0.0.1:1/",
        "https://127.0.0.1:{port}/",
        "//evil.example/",
        "ftp://x/",
    ],
)
def test_another_host_port_or_scheme_is_not_followed(client: WebClient, location: str) -> None:
    def script(connection: socket.socket, far: Wire) -> None:
        answering(answer("302 Found", Location=location.format(port=far.port)))(connection, far)

    with wire(script) as far:
        assert client.read(far.url).status == 302
        assert len(far.requests) == 1


def test_a_read_by_post_is_not_redirected(client: WebClient) -> None:
    with wire(answering(answer("307 Go", Location="/there"))) as far:
        assert client.read(far.url, method="POST", content=b"<query/>").status == 307
        assert len(far.requests) == 1
