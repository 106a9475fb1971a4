"""One client serves many threads, each with a time of its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from guichet.platforms.errors import Busy
from guichet.platforms.http import WebClient
from tests.platforms.http.wire import answer, answering, dripping, wire


def test_many_threads_read_and_send_at_once(client: WebClient) -> None:
    with wire(answering(answer(body=b"x" * 10_000))) as far, ThreadPoolExecutor(8) as threads:
        reads = [threads.submit(client.read, far.url) for _ in range(40)]
        sends = [threads.submit(client.send, far.url, content=b"y") for _ in range(40)]
        assert {len(future.result().body) for future in [*reads, *sends]} == {10_000}
        assert len(far.requests) == 80


def test_one_threads_deadline_is_not_anothers(client: WebClient) -> None:
    with wire(dripping) as slow, wire(answering(answer())) as quick, ThreadPoolExecutor(2) as threads:
        late = threads.submit(client.read, slow.url, within=0.3)
        fine = [threads.submit(client.read, quick.url).result() for _ in range(20)]
        with pytest.raises(Busy):
            late.result()
    assert {got.status for got in fine} == {200}


def test_a_call_inside_a_download_keeps_the_downloads_time(client: WebClient) -> None:
    with (
        wire(answering(answer(body=b"x" * 200_000))) as far,
        wire(dripping) as slow,
        client.stream(far.url, within=30) as got,
    ):
        with pytest.raises(Busy):
            client.read(slow.url, within=0.2)
        assert sum(len(chunk) for chunk in got.chunks) == 200_000
