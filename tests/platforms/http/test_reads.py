"""A read may be made again: all its trouble is Busy, and Unreachable where no connection came about."""

import gzip
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic

import pytest

from guichet.platforms.errors import Busy, NeedsOwner, Unreachable
from guichet.platforms.http import TooLarge, WebClient
from tests.platforms.http.wire import (
    answer,
    answering,
    cutting_short,
    dripping,
    hanging_up,
    resetting,
    silent,
    wire,
)


def test_an_answer_comes_whole(client: WebClient) -> None:
    with wire(answering(answer(body=b'{"a":1}', Content_Type="application/json; charset=utf-8"))) as far:
        got = client.read(f"{far.url}/api/x", params={"since": "a+b c"}, headers={"Authorization": "k"})
    assert (got.status, got.body, got.content_type) == (200, b'{"a":1}', "application/json")
    assert far.heard().startswith("GET /api/x?since=a%2Bb+c HTTP/1.1\r\n")
    assert "User-Agent: Guichet/" in far.heard()
    assert "Authorization: k\r\n" in far.heard()


@pytest.mark.parametrize("status", ["400 Bad Request", "401 No", "404 Not Found", "415 No", "204 No Content"])
def test_what_the_connector_understands_is_handed_over(client: WebClient, status: str) -> None:
    with wire(answering(answer(status))) as far:
        assert client.read(far.url).status == int(status[:3])


@pytest.mark.parametrize("script", [hanging_up, resetting, silent, cutting_short])
def test_a_lost_answer_is_busy(client: WebClient, script: object) -> None:
    with wire(script) as far, pytest.raises(Busy) as caught:  # type: ignore[arg-type]
        client.read(far.url)
    assert not isinstance(caught.value, Unreachable)


def test_nobody_there_is_unreachable(client: WebClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable, match=r"No connection to 127\.0\.0\.1"):
        client.read(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("status", ["500 Oops", "502 Bad Gateway", "503 Wait", "408 Timeout"])
def test_a_servers_trouble_is_busy(client: WebClient, status: str) -> None:
    with wire(answering(answer(status, b"<html>proxy</html>"))) as far, pytest.raises(Busy, match=status[:3]):
        client.read(far.url)


def test_429_says_how_long_in_seconds(client: WebClient) -> None:
    with wire(answering(answer("429 Slow", Retry_After="17"))) as far, pytest.raises(Busy) as caught:
        client.read(far.url)
    assert caught.value.after == timedelta(seconds=17)


def test_429_says_how_long_as_a_date(client: WebClient) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    with wire(answering(answer("429 Slow", Retry_After=later))) as far, pytest.raises(Busy) as caught:
        client.read(far.url)
    assert caught.value.after is not None
    assert timedelta(seconds=80) < caught.value.after <= timedelta(seconds=90)


def test_a_drip_of_bytes_ends_with_the_time_for_the_call(client: WebClient) -> None:
    started = monotonic()
    with wire(dripping) as far, pytest.raises(Busy, match="in time"):
        client.read(far.url, within=0.6)
    assert monotonic() - started < 3


def test_a_large_answer_is_stopped(client: WebClient) -> None:
    with wire(answering(answer(body=b"x" * 5000))) as far, pytest.raises(TooLarge):
        client.read(far.url, max_bytes=4999)


def test_a_compressed_bomb_is_stopped_by_what_it_becomes(client: WebClient) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with wire(answering(answer(body=bomb, Content_Encoding="gzip"))) as far, pytest.raises(TooLarge):
        client.read(far.url, max_bytes=1_000_000)


def test_garbage_after_compression_is_busy(client: WebClient) -> None:
    with wire(answering(answer(body=b"not gzip", Content_Encoding="gzip"))) as far, pytest.raises(Busy):
        client.read(far.url)


def test_cookies_are_not_kept_between_calls(client: WebClient) -> None:
    with wire(answering(answer(Set_Cookie="session=1; Path=/"))) as far:
        client.read(far.url)
        client.read(far.url)
    assert len(far.requests) == 2
    assert "cookie" not in far.heard(1).lower()


def test_connections_are_kept_between_reads(client: WebClient) -> None:
    with wire(answering(answer())) as far:
        client.read(far.url)
        client.read(far.url)
        assert far.connections == 1


def test_the_environments_proxies_are_ignored(client: WebClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with wire(answering(answer())) as far:
        assert client.read(far.url).status == 200


@pytest.mark.parametrize("value", ["clé", "a\nb", "a\r\nX-Evil: 1", "\x00", " lead", "trail "])
def test_a_header_that_cannot_be_sent_is_named_and_not_quoted(client: WebClient, value: str) -> None:
    with pytest.raises(NeedsOwner) as caught:
        client.read("http://127.0.0.1:9/", headers={"Authorization": value})
    assert "Authorization" in str(caught.value)
    assert value.strip() not in str(caught.value)
