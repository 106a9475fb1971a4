"""Damaged, missing and endless answers."""

from datetime import timedelta

import pytest

from guichet.platforms.errors import Busy, Refused
from guichet.platforms.fnac_darty.claims import REFUSED
from sandbox.fnac_darty import Post
from tests.platforms.fnac_darty.conftest import NOON, Far
from tests.platforms.fnac_darty.pulling import Engine
from tests.platforms.fnac_darty.samples import answer, message


def damaged(inner: str) -> bytes:
    return answer(inner).replace(b"</message_subject>", b"</message_sujet>")


def counted(total: int, *parts: str) -> bytes:
    head = f"<page>1</page><total_paging>{total}</total_paging>"
    return answer(head, *parts)


@pytest.mark.parametrize("body", [b"", b"\n \n", b"<html><body>Maintenance</body></html>", answer()[:40]])
def test_what_is_no_answer_is_busy(far: Far, body: bytes) -> None:
    far.marketplace.give_instead("messages_query", body)
    with pytest.raises(Busy, match="cut short"):
        Engine(far).pull()
    assert Engine(far).pull().last[-1].is_last


def test_a_damaged_message_is_set_aside_and_the_others_come(far: Far) -> None:
    orders = [
        far.marketplace.add_order(Post("Bonjour", at=NOON - timedelta(hours=n))).id for n in range(1, 5)
    ]
    whole = damaged(message(1) + message(2))
    # The page of 100, the page of 10, and the first one of 1 are damaged.
    far.marketplace.give_instead("messages_query", whole, whole, damaged(message(1)))
    engine = Engine(far).pull()
    assert [aside.raw for aside in engine.aside] == [damaged(message(1))]
    assert set(engine.threads) == set(orders[1:])
    sizes = [call.query["results_count"] for call in far.marketplace.calls.of("messages_query")]
    assert sizes[:4] == ["100", "10", "1", "1"]


def test_a_page_too_large_is_cut_smaller(far: Far, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guichet.platforms.fnac_darty.client.MAX_ANSWER_BYTES", 8_000)
    orders = far.marketplace.fill(30, messages_each=1)
    assert set(Engine(far).pull().threads) == {order.id for order in orders}


def test_a_single_message_too_large_is_passed_over_and_told(
    far: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guichet.platforms.fnac_darty.client.MAX_ANSWER_BYTES", 3_000)
    small = far.marketplace.add_order(Post("petit", at=NOON - timedelta(hours=2)))
    far.marketplace.add_order(Post("x" * 5_000, at=NOON - timedelta(hours=1)))
    engine = Engine(far).pull()
    assert set(engine.threads) == {small.id}
    assert "larger than" in engine.aside[0].raw.decode()


def test_pages_in_a_circle_end(far: Far) -> None:
    same = counted(9, message(1, at="10:00:00"), message(2, at="10:00:00"))
    far.marketplace.give_instead("messages_query", same, answer(), same, same, same)
    with pytest.raises(Busy, match="circles"):
        Engine(far).pull()


def test_a_page_with_remarks_is_used(far: Far, caplog: pytest.LogCaptureFixture) -> None:
    order = far.marketplace.add_order("Bonjour")
    mixed = answer("<error code='ERR_7'>une remarque</error>", message(1, ref=order.id), status="WARNING")
    far.marketplace.give_instead("messages_query", mixed)
    assert set(Engine(far).pull().threads) == {order.id}
    assert "ERR_7" in caplog.text
    assert "remarque" not in caplog.text


@pytest.mark.parametrize("status", ["FATAL", "ERROR"])
def test_a_refused_page_is_busy_with_its_words(far: Far, status: str) -> None:
    refused = answer("<error severity='FATAL'>panne</error>", status=status)
    far.marketplace.give_instead("messages_query", *[refused] * 3)
    with pytest.raises(Busy, match="panne"):
        Engine(far).pull()


def test_a_conversation_that_is_refused_is_shown_as_far_as_it_changed(far: Far) -> None:
    order = far.marketplace.add_order([Post("un", at=NOON - timedelta(days=100)), "deux"])
    page = answer(message(7, ref=order.id, text="deux"))
    refused = answer("<error code='ERR_146'>no</error>", status="ERROR")
    far.marketplace.give_instead("messages_query", page, refused)
    assert [m.body for m in Engine(far).pull().threads[order.id].messages] == ["deux"]


def test_what_a_reading_of_the_whole_misses_is_added(far: Far) -> None:
    order = far.marketplace.add_order("un")
    page = answer(message(7, ref=order.id, text="deux", at="12:00:00"))
    far.marketplace.give_instead("messages_query", page)
    assert {m.body for m in Engine(far).pull().threads[order.id].messages} == {"un", "deux"}


def test_a_server_that_passes_over_the_filter_mixes_nothing(far: Far) -> None:
    order = far.marketplace.add_order("à nous")
    page = answer(message(7, ref=order.id, text="deux"))
    everything = counted(50, message(8, ref="4HD8W0PLR6YNA", text="à d'autres"))
    far.marketplace.give_instead("messages_query", page, everything)
    assert [m.body for m in Engine(far).pull().threads[order.id].messages] == ["deux"]


def test_claims_that_are_refused_are_not_asked_for_again_that_day(far: Far) -> None:
    far.marketplace.settings.gives_claims = False
    far.marketplace.fill(25, messages_each=1)
    engine = Engine(far).pull()
    assert len(engine.threads) == 25
    assert far.marketplace.calls.count("incidents_query") == 1
    assert REFUSED in far.memory.kept


def test_a_service_of_claims_that_is_not_there_does_no_harm(far: Far) -> None:
    order = far.marketplace.add_order("Bonjour")
    far.marketplace.faults.add("incidents_query", "login_page", times=1)
    with pytest.raises(Busy):
        Engine(far).pull()
    far.marketplace.give_instead("incidents_query", answer(status="ERROR", service="incidents_query"))
    assert set(Engine(far).pull().threads) == {order.id}


def test_claims_come_with_the_conversation(far: Far) -> None:
    order = far.marketplace.add_order("Bonjour")
    engine = Engine(far).pull()
    assert [p.kind.value for p in engine.threads[order.id].possible_recipients] == ["CUSTOMER"]
    far.clock.go_on(minutes=5)
    far.marketplace.open_claim(order.id, "Reçu cassé.")
    thread = engine.pull().threads[order.id]
    assert [m.body for m in thread.messages] == ["Bonjour", "Reçu cassé."]
    assert [p.kind.value for p in thread.possible_recipients] == ["CUSTOMER", "MARKETPLACE"]


def test_five_megabytes_of_words_come_whole(far: Far) -> None:
    order = far.marketplace.add_order(Post("mot & " * 833_000))
    (found,) = Engine(far).pull().threads[order.id].messages
    assert len(found.body) == 6 * 833_000 - 1


@pytest.mark.parametrize("discussion_id", ["a\x00b", "\ud800", "x" * 5000])
def test_an_odd_discussion_is_refused(far: Far, discussion_id: str) -> None:
    with pytest.raises(Refused, match="no longer knows"):
        far.connector().thread(discussion_id)
