"""Faults on demand: each does what its name says, as often as asked, and no more."""

import threading
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic

import httpx2
import pytest

from sandbox.faults import FaultKind, FaultPlan
from sandbox.mirakl import MiraklOperator, Thread, serve
from tests.sandbox.writing import reply

INBOX = "/api/inbox/threads"


@pytest.fixture
def thread(operator: MiraklOperator) -> Thread:
    return operator.add_thread("Bonjour, où est ma lampe ?")


def test_throttled_with_seconds_a_date_or_nothing(client: httpx2.Client, operator: MiraklOperator) -> None:
    operator.faults.add("M11", "throttle", times=1, retry_after=7)
    operator.faults.add("M11", "throttle", times=1, retry_after=90, as_date=True, body="empty")
    operator.faults.add("M11", "throttle", times=1, retry_after=None)
    first, second, third = (client.get(INBOX) for _ in range(3))
    assert [first.status_code, second.status_code, third.status_code] == [429, 429, 429]
    assert first.headers["Retry-After"] == "7"
    assert first.json()["status"] == 429
    wait = parsedate_to_datetime(second.headers["Retry-After"]) - datetime.now(UTC)
    assert timedelta(seconds=80) < wait <= timedelta(seconds=90)
    assert second.content == b""
    assert "Retry-After" not in third.headers
    assert client.get(INBOX).status_code == 200


@pytest.mark.parametrize(
    ("kind", "status", "content"),
    [
        ("server_error", 500, "json"),
        ("bad_gateway", 502, "html"),
        ("login_page", 200, "html"),
        ("expired_key", 401, "json"),
        ("missing_right", 403, "json"),
        ("accepted_then_bad_gateway", 502, "html"),
    ],
)
def test_answers_that_are_no_answer(
    client: httpx2.Client, operator: MiraklOperator, kind: FaultKind, status: int, content: str
) -> None:
    fault = operator.faults.add("*", kind)
    for path in (INBOX, "/api/account"):
        answer = client.get(path)
        assert answer.status_code == status
        assert content in answer.headers["Content-Type"]
    assert fault.struck == 2
    operator.faults.clear(fault.id)
    assert client.get(INBOX).json() == {"data": []}


def test_a_fault_is_for_its_endpoint_only(client: httpx2.Client, operator: MiraklOperator) -> None:
    operator.faults.add("OR11", "server_error")
    assert client.get(INBOX).status_code == 200
    assert client.get("/api/orders").status_code == 500


def test_a_reset_before_anything_happens(
    client: httpx2.Client, operator: MiraklOperator, thread: Thread
) -> None:
    operator.faults.add("M12", "reset", times=1)
    with pytest.raises(httpx2.TransportError, match="reset"):
        reply(client, thread.id)
    assert operator.sent() == []
    assert reply(client, thread.id).status_code == 201


def test_accepted_then_reset(client: httpx2.Client, operator: MiraklOperator, thread: Thread) -> None:
    operator.faults.add("M12", "accepted_then_reset", times=1)
    with pytest.raises(httpx2.ReadError, match="reset"):
        reply(client, thread.id, "Une seule fois")
    assert [message.body for message in operator.sent(thread.id)] == ["Une seule fois"]


def test_accepted_then_bad_gateway(client: httpx2.Client, operator: MiraklOperator, thread: Thread) -> None:
    operator.faults.add("M12", "accepted_then_bad_gateway", times=1)
    assert reply(client, thread.id).status_code == 502
    assert len(operator.sent()) == 1


def test_accepted_then_timeout_until_the_client_gives_up(
    client: httpx2.Client, operator: MiraklOperator, thread: Thread
) -> None:
    operator.faults.add("M12", "accepted_then_timeout", times=1)
    client.timeout = httpx2.Timeout(5, read=0.2)
    with pytest.raises(httpx2.ReadTimeout):
        reply(client, thread.id)
    assert len(operator.sent()) == 1
    deadline = monotonic() + 2
    while operator.calls.running and monotonic() < deadline:
        threading.Event().wait(0.01)
    assert operator.calls.running == 0
    assert operator.calls.of("M12")[0].status is None


def test_a_refused_call_does_not_use_up_what_comes_after_acceptance(
    client: httpx2.Client, operator: MiraklOperator, thread: Thread
) -> None:
    fault = operator.faults.add("M12", "accepted_then_reset", times=1)
    assert reply(client, thread.id, "no").status_code == 400
    assert fault.struck == 0


def test_clearing_lets_a_hanging_request_go(client: httpx2.Client, operator: MiraklOperator) -> None:
    fault = operator.faults.add("M11", "timeout", times=1)
    errors: list[Exception] = []

    def call() -> None:
        try:
            client.get(INBOX)
        except httpx2.TransportError as error:
            errors.append(error)

    caller = threading.Thread(target=call)
    caller.start()
    operator.calls.wait_for("M11")
    operator.faults.clear(fault.id)
    caller.join(timeout=2)
    assert not caller.is_alive()
    assert isinstance(errors[0], httpx2.RemoteProtocolError)


def test_stopping_lets_a_hanging_request_go(operator: MiraklOperator) -> None:
    operator.faults.add("V01", "timeout")
    ended = threading.Event()

    def call(url: str) -> None:
        with pytest.raises(httpx2.TransportError):
            httpx2.get(f"{url}/api/version", timeout=20)
        ended.set()

    with serve(operator) as server:
        threading.Thread(target=call, args=(server.url,)).start()
        operator.calls.wait_for("V01")
        before = monotonic()
    assert monotonic() - before < 3
    assert ended.wait(2)
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{server.url}/api/version")


def test_a_truncated_answer(client: httpx2.Client, operator: MiraklOperator, thread: Thread) -> None:
    operator.faults.add("M11", "truncated", times=1)
    with pytest.raises(httpx2.RemoteProtocolError, match="without sending complete"):
        client.get(INBOX)
    assert len(client.get(INBOX).json()["data"]) == 1


def test_a_duplicate_in_a_listing(client: httpx2.Client, operator: MiraklOperator) -> None:
    newest = operator.fill(3, 1)[-1]
    operator.faults.add("M11", "duplicate", times=1)
    listed = [thread["id"] for thread in client.get(INBOX).json()["data"]]
    assert listed.count(newest.id) == 2
    assert len(listed) == 4
    assert len(operator.threads()) == 3


def test_latency_combines_with_another_fault(client: httpx2.Client, operator: MiraklOperator) -> None:
    operator.faults.add("M11", "latency", seconds=0.15, times=1)
    operator.faults.add("M11", "server_error", times=1)
    before = monotonic()
    assert client.get(INBOX).status_code == 500
    assert monotonic() - before >= 0.15
    assert operator.calls.of("M11")[0].faults == ["latency", "server_error"]
    assert operator.faults.active() == []


def test_probability_is_seeded() -> None:
    def struck(seed: int) -> list[bool]:
        plan = FaultPlan(seed)
        plan.add("M11", "server_error", probability=0.3)
        results = []
        for _ in range(200):
            with plan.strike("M11", {"server_error"}) as hits:
                results.append(bool(hits))
        return results

    assert struck(1) == struck(1)
    assert struck(1) != struck(2)
    assert 30 < sum(struck(1)) < 90


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "explosion"}, {"probability": 2.0}, {"times": 0}, {"body": "xml"}, {"skip": -1}, {"often": 1}],
)
def test_faults_that_make_no_sense(client: httpx2.Client, wrong: dict[str, object]) -> None:
    answer = client.post("/_sandbox/faults", json={"endpoint": "M11", "kind": "reset"} | wrong)
    assert answer.status_code == 400
    assert answer.json()["message"].endswith(".")


def test_a_fault_may_wait_for_a_later_call(client: httpx2.Client, operator: MiraklOperator) -> None:
    operator.faults.add("M11", "expired_key", skip=2, times=1, body="empty")
    answers = [client.get(INBOX) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 401, 200]
    assert answers[2].content == b""


def test_an_outage_ends_where_it_began(operator: MiraklOperator) -> None:
    thread = operator.add_thread("Bonjour")
    headers = {"Authorization": operator.api_key}
    with serve(operator) as first:
        url = first.url
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{url}{INBOX}", headers=headers)
    with serve(operator, port=first.port) as second:
        assert second.url == url
        listed = httpx2.get(f"{url}{INBOX}", headers=headers).json()["data"]
    assert [each["id"] for each in listed] == [thread.id]
