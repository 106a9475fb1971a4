"""A send is made once. Only what surely never left may be Unreachable; the rest is Uncertain."""

import io
import socket
from collections.abc import Callable
from datetime import timedelta
from time import monotonic

import pytest

from guichet.platforms.errors import Busy, Uncertain, Unreachable
from guichet.platforms.http import Part, Pools, WebClient
from tests.platforms.http.conftest import NO_TLS, QUICK
from tests.platforms.http.wire import (
    Wire,
    answer,
    answering,
    cutting_short,
    dripping,
    hanging_up,
    resetting,
    silent,
    wire,
)


@pytest.mark.parametrize("script", [hanging_up, resetting, silent, cutting_short])
def test_a_lost_answer_is_uncertain_and_never_tried_again(
    client: WebClient, script: Callable[[socket.socket, Wire], None]
) -> None:
    with wire(script) as far:
        with pytest.raises(Uncertain):
            client.send(far.url, content=b"reply")
        assert far.connections == 1


def test_a_drip_of_bytes_is_uncertain_in_time(client: WebClient) -> None:
    started = monotonic()
    with wire(dripping) as far, pytest.raises(Uncertain):
        client.send(far.url, content=b"reply", within=0.6)
    assert monotonic() - started < 3


@pytest.mark.parametrize("status", ["500 Oops", "502 Bad", "503 Wait", "504 Late", "408 Timeout", "599 ?"])
def test_a_servers_trouble_is_uncertain(client: WebClient, status: str) -> None:
    page = answer(status, b"<html>proxy</html>", Content_Type="text/html")
    with wire(answering(page)) as far:
        with pytest.raises(Uncertain, match=status[:3]):
            client.send(far.url, content=b"reply")
        assert far.connections == 1


def test_an_answer_of_unreasonable_size_is_uncertain(client: WebClient) -> None:
    with wire(answering(answer(body=b"x" * 500))) as far, pytest.raises(Uncertain):
        client.send(far.url, content=b"reply", max_bytes=499)


def test_429_was_surely_not_accepted(client: WebClient) -> None:
    with wire(answering(answer("429 Slow", Retry_After="5"))) as far, pytest.raises(Busy) as caught:
        client.send(far.url, content=b"reply")
    assert caught.value.after == timedelta(seconds=5)


def test_nobody_there_is_unreachable(client: WebClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable):
        client.send(f"http://127.0.0.1:{port}/", content=b"reply")


def test_a_private_address_is_unreachable() -> None:
    pools = Pools(allow_private=False, ssl_context=NO_TLS, timeouts=QUICK, resolver=lambda h, p: ["10.0.0.1"])
    with pytest.raises(Unreachable, match="private network"):
        WebClient(pools).send("https://inside.example/", content=b"reply")
    pools.close()


@pytest.mark.parametrize("status", ["201 Created", "400 Bad", "403 No", "413 Large", "302 Found"])
def test_what_the_connector_understands_is_handed_over(client: WebClient, status: str) -> None:
    with wire(answering(answer(status, Location="/elsewhere"))) as far:
        assert client.send(far.url, content=b"reply").status == int(status[:3])
        assert len(far.requests) == 1


def test_a_send_never_takes_a_connection_that_was_kept(client: WebClient) -> None:
    with wire(answering(answer())) as far:
        client.read(far.url)
        client.send(far.url, content=b"one")
        client.send(far.url, content=b"two")
        assert far.connections == 3


def test_parts_keep_their_order_names_and_types(client: WebClient) -> None:
    parts = [
        Part("message_input", b'{"body":"x"}', "application/json"),
        Part("files", io.BytesIO(b"%PDF"), "application/pdf", "a.pdf"),
        Part("files", b"jpg", "image/jpeg", "b.jpg"),
    ]
    with wire(answering(answer("201 Created"))) as far:
        client.send(far.url, parts=parts)
    heard = far.heard()
    json_part = 'name="message_input"\r\nContent-Type: application/json\r\n\r\n{"body":"x"}\r\n'
    pdf_part = 'name="files"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n'
    jpg_part = 'name="files"; filename="b.jpg"\r\nContent-Type: image/jpeg\r\n\r\njpg\r\n'
    assert heard.index(json_part) < heard.index(pdf_part) < heard.index(jpg_part)
    assert "Content-Type: multipart/form-data; boundary=" in heard


def test_a_file_that_breaks_while_it_is_read_is_uncertain(client: WebClient) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError("disk")

    with wire(answering(answer("201 Created"))) as far, pytest.raises(Uncertain):
        client.send(far.url, parts=[Part("files", Broken(b"x" * 10), "text/plain", "a.txt")])
