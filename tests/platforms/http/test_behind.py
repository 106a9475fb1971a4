"""Behind a 5xx a service may speak itself; a proxy's page stays an outage."""

import logging

import pytest

from guichet.platforms.errors import Busy, Uncertain
from guichet.platforms.http import Answer, WebClient
from guichet.platforms.http.behind import LOOK_BYTES
from tests.platforms.http.wire import answer, answering, cutting_short, wire

OWN = b"<refused/>"


def is_own(given: Answer) -> bool:
    """The service's own words."""
    return given.body == OWN


def test_the_services_own_answer_comes_whatever_its_status(client: WebClient) -> None:
    with wire(answering(answer("503 Wait", OWN))) as far:
        read = client.read(far.url, knows=is_own)
        sent = client.send(far.url, content=b"reply", knows=is_own)
    assert (read.status, read.body, sent.status, sent.body) == (503, OWN, 503, OWN)


@pytest.mark.parametrize("body", [b"<html>proxy</html>", b"", b"x" * (LOOK_BYTES + 1)])
def test_anything_else_is_an_outage(client: WebClient, body: bytes) -> None:
    with wire(answering(answer("502 Bad", body, Retry_After="7"))) as far:
        with pytest.raises(Busy, match="502") as caught:
            client.read(far.url, knows=is_own)
        with pytest.raises(Uncertain, match="502"):
            client.send(far.url, content=b"reply", knows=is_own)
        assert far.connections == 2
    assert caught.value.after is not None


def test_an_answer_that_breaks_off_is_an_outage(client: WebClient) -> None:
    with wire(cutting_short) as far, pytest.raises(Uncertain):
        client.send(far.url, content=b"reply", knows=lambda _: True)


def test_nobody_looks_below_500(client: WebClient) -> None:
    def never(given: Answer) -> bool:
        raise AssertionError("not to be asked")

    with wire(answering(answer("404 No", b"gone"))) as far:
        assert client.read(far.url, knows=never).status == 404
    with wire(answering(answer("429 Slow", OWN))) as far, pytest.raises(Busy):
        client.send(far.url, content=b"reply", knows=never)


def test_what_was_looked_at_is_not_told(client: WebClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with wire(answering(answer("500 Oops", b"Mon code est 4711"))) as far, pytest.raises(Busy) as caught:
        client.read(far.url, knows=is_own)
    assert "4711" not in caplog.text
    assert "4711" not in repr(caught.value)
