"""Every request the connector makes is one that Mirakl describes."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest

from guichet.platforms.http import Pools
from guichet.platforms.port import Outgoing, OutgoingFile
from sandbox.mirakl import MiraklOperator, serve
from tests.connectors.asking import Pulled, pull, read
from tests.connectors.mirakl import MiraklRehearsal
from tests.platforms.mirakl.openapi import Description, Recorded, Recorder

ALL = {"A01", "M10", "M11", "M12", "M13", "OR11", "RE01"}


@pytest.fixture
def description(shared: Path) -> Description:
    return Description(shared / "reference" / "mirakl-openapi.json")


@pytest.fixture
def operator() -> MiraklOperator:
    return MiraklOperator(seed=2)


@pytest.fixture
def recorder(operator: MiraklOperator) -> Recorder:
    recorder = Recorder(operator.app)
    operator.app = recorder
    return recorder


@pytest.fixture
def rehearsal(pools: Pools, operator: MiraklOperator, recorder: Recorder) -> Iterator[MiraklRehearsal]:
    with serve(operator) as server:
        yield MiraklRehearsal(pools, operator, server.url)


def _whole_day(rehearsal: MiraklRehearsal, **credentials: str) -> None:
    """Everything a channel ever asks."""
    thread_id = rehearsal.write("Où est ma lampe ?", files=[("photo.jpg", b"jpeg")])
    rehearsal.fill(120)
    connector = rehearsal.connector(**credentials)
    connector.verify()
    pulled = Pulled().pull(connector, most_pages=1)
    pulled.pull(connector).pull(connector)
    thread = read(connector, thread_id)
    connector.orders([t.order_id for t in pulled.threads.values() if t.order_id][:100])
    files = tuple(
        OutgoingFile(name, "application/pdf", 4, lambda: BytesIO(b"%PDF")) for name in ("é.pdf", "é.pdf")
    )
    connector.send(Outgoing(thread_id, "Bonjour,\nvoilà.", thread.possible_recipients, files))
    with connector.file(thread.messages[0].attachments[0].marketplace_id) as chunks:
        assert b"".join(chunks) == b"jpeg"


@pytest.mark.parametrize("credentials", [{}, {"shopId": "2417"}])
def test_a_whole_day_of_requests_is_described(
    rehearsal: MiraklRehearsal, recorder: Recorder, description: Description, credentials: dict[str, str]
) -> None:
    _whole_day(rehearsal, **credentials)
    assert {description.check(request) for request in recorder.requests} == ALL
    assert all(("shop_id", "2417") in request.query for request in recorder.requests) is bool(credentials)


def test_one_poll_is_one_call(rehearsal: MiraklRehearsal, recorder: Recorder) -> None:
    rehearsal.fill(30)
    pulled = pull(rehearsal.connector())
    recorder.requests.clear()
    pulled.pull(rehearsal.connector())
    assert [request.path for request in recorder.requests] == ["/api/inbox/threads"]


@pytest.mark.parametrize(
    "changed",
    [
        {"path": "/api/messages"},
        {"query": [("limit", "many")]},
        {"query": [("token", "x")]},
        {"query": [("updated_since", "2026-11-23 09:00")]},
        {"body": b"{}"},
        {"headers": {"authorization": "Bearer 11111111-2222-3333-4444-555555555555"}},
    ],
)
def test_the_check_itself_finds_fault(description: Description, changed: dict[str, object]) -> None:
    right = {
        "method": "GET",
        "path": "/api/inbox/threads",
        "query": [("limit", "1")],
        "headers": {"authorization": "11111111-2222-3333-4444-555555555555"},
        "body": b"",
    }
    assert description.check(Recorded(**right)) == "M11"  # type: ignore[arg-type]
    with pytest.raises((AssertionError, ValueError, KeyError, jsonschema.ValidationError)):
        description.check(Recorded(**(right | changed)))  # type: ignore[arg-type]
