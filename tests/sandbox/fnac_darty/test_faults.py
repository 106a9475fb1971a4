"""Faults on demand, in this service's words."""

import threading
from time import monotonic

import httpx2
import pytest

from sandbox.faults import FaultKind
from sandbox.fnac_darty import FnacDartyMarketplace
from tests.sandbox.fnac_darty.conftest import Caller, code_of, ids_of, read


@pytest.fixture
def target(marketplace: FnacDartyMarketplace) -> str:
    return marketplace.messages(marketplace.add_order("Bonjour").id)[0].id


@pytest.mark.parametrize(
    ("kind", "status", "told"),
    [
        ("throttle", 429, "Too many"),
        ("server_error", 200, 'status="FATAL"'),
        ("bad_gateway", 502, "Bad Gateway"),
        ("login_page", 200, "Connexion"),
        ("expired_key", 200, "ERR_097"),
        ("missing_right", 200, "ERR_TEST_NOT_ALLOWED"),
    ],
)
def test_instead_of_an_answer(
    caller: Caller, marketplace: FnacDartyMarketplace, target: str, kind: FaultKind, status: int, told: str
) -> None:
    document = caller.wrapped("messages_update", f'<message action="mark_as_read" id="{target}"/>')
    marketplace.faults.add("messages_update", kind, times=1)
    answer = caller.post("messages_update", document)
    assert (answer.status_code, told in answer.text) == (status, True)
    assert not marketplace.state.messages[target].is_read
    assert read(caller.post("messages_update", document)).get("status") == "OK"


def test_errors_may_have_a_status_of_their_own(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    marketplace.settings.error_status = 401
    marketplace.kill_tokens()
    caller.tokens = ["11111111-2222-4333-8444-555555555555"]
    assert caller.post("messages_query", caller.wrapped("messages_query")).status_code == 401


@pytest.mark.parametrize("kind", ["accepted_then_reset", "accepted_then_timeout"])
def test_done_and_the_answer_lost(
    caller: Caller, marketplace: FnacDartyMarketplace, target: str, kind: FaultKind
) -> None:
    caller.log_in()
    marketplace.faults.add("messages_update", kind, times=1)
    caller.http.timeout = httpx2.Timeout(5, read=0.3)
    with pytest.raises(httpx2.TransportError):
        caller.reply(target)
    assert len(marketplace.sent()) == 1
    deadline = monotonic() + 2
    while marketplace.calls.running and monotonic() < deadline:
        threading.Event().wait(0.01)
    assert marketplace.calls.of("messages_update")[0].status is None


def test_done_behind_a_bad_gateway(caller: Caller, marketplace: FnacDartyMarketplace, target: str) -> None:
    caller.log_in()
    marketplace.faults.add("messages_update", "accepted_then_bad_gateway", times=1)
    order_id = marketplace.state.messages[target].ref
    inner = "<message_to>CLIENT</message_to><message_subject>other_question</message_subject>"
    inner += "<message_description>Bonjour</message_description><message_type>ORDER</message_type>"
    message = f'<message action="create" id="{order_id}">{inner}</message>'
    assert caller.post("messages_update", caller.wrapped("messages_update", message)).status_code == 502
    assert len(marketplace.sent()) == 1


def test_nothing_done_before_a_reset(caller: Caller, marketplace: FnacDartyMarketplace, target: str) -> None:
    caller.log_in()
    marketplace.faults.add("messages_update", "reset", times=1)
    with pytest.raises(httpx2.TransportError):
        caller.reply(target)
    assert marketplace.sent() == []


def test_a_refused_call_does_not_use_up_what_comes_after_acceptance(
    caller: Caller, marketplace: FnacDartyMarketplace
) -> None:
    fault = marketplace.faults.add("messages_query", "accepted_then_reset", times=1)
    assert code_of(caller.ask("messages_query", "<colour/>")) == "ERR_146"
    assert fault.struck == 0


def test_cut_short_and_doubled(caller: Caller, marketplace: FnacDartyMarketplace, target: str) -> None:
    document = caller.wrapped("messages_query")
    marketplace.faults.add("messages_query", "truncated", times=1)
    with pytest.raises(httpx2.RemoteProtocolError):
        caller.post("messages_query", document)
    marketplace.faults.add("messages_query", "duplicate", times=1)
    assert ids_of(caller.ask("messages_query")) == [target, target]


def test_a_fault_on_files(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    marketplace.faults.add("files", "bad_gateway", times=1)
    assert caller.http.get("/files/x").status_code == 502
    assert caller.http.get("/files/x").status_code == 404
