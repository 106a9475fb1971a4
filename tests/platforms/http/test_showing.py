"""Nothing that is shown holds a secret, a query or a body."""

import logging
import traceback

import pytest

from guichet.platforms.errors import ConnectorError
from guichet.platforms.http import Part, Pools, WebClient
from guichet.platforms.http.masking import MASK, Mask
from tests.platforms.http.wire import answer, answering, hanging_up, wire

SECRET = "s3cret-key"
HEADERS = {"Authorization": SECRET}


@pytest.fixture(autouse=True)
def _everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="guichet.http")


def test_a_call_leaves_one_line(client: WebClient, caplog: pytest.LogCaptureFixture) -> None:
    with wire(answering(answer(body=b"customer words"))) as far:
        client.read(f"{far.url}/api/{SECRET}/x", params={"token": SECRET, "name": "Lina"}, headers=HEADERS)
    lines = [record.getMessage() for record in caplog.records if record.name == "guichet.http"]
    assert len(lines) == 1
    assert lines[0].startswith(f"GET 127.0.0.1 /api/{MASK}/x 200 ")
    assert lines[0].endswith(" ms 14 bytes")


def test_no_log_of_any_library_tells_more(client: WebClient, caplog: pytest.LogCaptureFixture) -> None:
    with wire(answering(answer(Set_Cookie="session=abc"))) as far:
        client.read(far.url, params={"token": SECRET}, headers=HEADERS)
        client.send(far.url, headers=HEADERS, parts=[Part("body", b"Lina", "text/plain")])
    for word in (SECRET, "session=abc", "Lina", "token"):
        assert word not in caplog.text


def test_a_failed_call_leaves_its_line_too(client: WebClient, caplog: pytest.LogCaptureFixture) -> None:
    with wire(hanging_up) as far, pytest.raises(ConnectorError):
        client.read(f"{far.url}/x")
    assert "GET 127.0.0.1 /x 0 " in caplog.text


@pytest.mark.parametrize(
    "url", ["{far}/a?token=s3cret-key", "https://s3cret-key@shop.example/", "http://[bad/"]
)
def test_errors_tell_no_secret_down_to_their_causes(client: WebClient, url: str) -> None:
    with wire(hanging_up) as far, pytest.raises(ConnectorError) as caught:
        client.send(url.format(far=far.url), headers=HEADERS, content=b"Lina's words")
    shown = "".join(traceback.format_exception(caught.value))
    assert SECRET not in shown
    assert "Lina's" not in shown.replace('content=b"Lina\'s words"', "")


def test_representations_hold_no_secret(pools: Pools) -> None:
    client = WebClient(pools, secrets=[SECRET])
    assert SECRET not in repr(client) + repr(client.mask) + repr(vars(client))
    with wire(answering(answer(body=b"customer words", X_Key=SECRET))) as far:
        got = client.read(far.url)
    assert repr(got) == "Answer(status=200)"
    assert "words" not in repr(Part("body", b"words", "text/plain"))


def test_secrets_are_masked_in_the_forms_a_url_gives_them() -> None:
    mask = Mask(["a b/c&d", "", "  "])
    assert mask("x a b/c&d y a%20b%2Fc%26d z a+b%2Fc%26d") == f"x {MASK} y {MASK} z {MASK}"
    assert mask("") == ""


def test_a_secret_inside_another_leaves_no_rest() -> None:
    assert Mask(["key", "key-long"])("key-long") == MASK
