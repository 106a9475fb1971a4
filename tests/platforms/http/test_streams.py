"""Downloads come in chunks and keep the limits."""

import pytest

from guichet.platforms.errors import Busy, Unreachable
from guichet.platforms.http import TooLarge, WebClient
from tests.platforms.http.wire import answer, answering, cutting_short, hanging_up, wire


def test_a_file_comes_in_chunks(client: WebClient) -> None:
    with wire(answering(answer(body=b"x" * 300_000))) as far, client.stream(far.url) as got:
        assert got.status == 200
        chunks = list(got.chunks)
    assert b"".join(chunks) == b"x" * 300_000
    assert len(chunks) > 1


def test_a_file_beyond_its_limit_is_stopped(client: WebClient) -> None:
    with (
        wire(answering(answer(body=b"x" * 300_000))) as far,
        client.stream(far.url, max_bytes=200_000) as got,
        pytest.raises(TooLarge),
    ):
        list(got.chunks)


def test_a_file_that_breaks_off_is_busy(client: WebClient) -> None:
    with wire(cutting_short) as far, client.stream(far.url) as got, pytest.raises(Busy):
        list(got.chunks)


@pytest.mark.parametrize("status", ["429 Slow", "502 Bad"])
def test_a_servers_trouble_is_busy(client: WebClient, status: str) -> None:
    with wire(answering(answer(status))) as far, pytest.raises(Busy), client.stream(far.url):
        pytest.fail("the block must not run")


def test_no_answer_is_busy_and_not_unreachable(client: WebClient) -> None:
    with wire(hanging_up) as far, pytest.raises(Busy) as caught, client.stream(far.url):
        pytest.fail("the block must not run")
    assert not isinstance(caught.value, Unreachable)


def test_the_callers_own_trouble_passes_through(client: WebClient) -> None:
    full = OSError("no space left")
    with (
        wire(answering(answer(body=b"x"))) as far,
        pytest.raises(OSError, match="no space left"),
        client.stream(far.url),
    ):
        raise full
