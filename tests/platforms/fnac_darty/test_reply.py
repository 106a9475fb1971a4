"""A reply leaves once, as it was typed, to whom it should, and what became of it is told truly."""

import logging
from datetime import timedelta
from io import BytesIO

import pytest

from guichet.platforms.errors import Busy, ConnectorError, NeedsOwner, Refused, Uncertain, Unsupported
from guichet.platforms.port import Outgoing, OutgoingFile, Participant, Thread
from guichet.platforms.words import ParticipantKind
from sandbox.fnac_darty import Message, Post
from tests.platforms.fnac_darty.conftest import NOON, Far
from tests.platforms.fnac_darty.pulling import Engine
from tests.platforms.fnac_darty.samples import answer

NASTY = 'Bonjour ]]> & <vous> "l\'été"\n\n😀 &eacute; ]]]]>\nfin'
SENT = '<message status="OK" id="x"/>'


def read(far: Far, discussion_id: str) -> Thread:
    connector = far.connector()
    (thread,) = connector.parse(connector.thread(discussion_id).body).threads
    return thread


def to(thread: Thread, *kinds: ParticipantKind, body: str = "Réponse") -> Outgoing:
    wanted = kinds or (ParticipantKind.CUSTOMER,)
    people = tuple(p for p in thread.possible_recipients if p.kind in wanted)
    return Outgoing(thread.marketplace_id, body, people, (), thread.order_id)


def sent(far: Far) -> list[Message]:
    return far.marketplace.sent()


def test_words_arrive_as_they_were_typed_and_come_back_the_same(far: Far) -> None:
    order = far.marketplace.add_order("Bonjour")
    far.connector().send(to(read(far, order.id), body=NASTY))
    (message,) = sent(far)
    assert (message.description, message.to, message.subject) == (NASTY, "CLIENT", "order_information")
    assert read(far, order.id).messages[-1].body == NASTY


def test_it_quotes_the_newest_message_received(far: Far) -> None:
    order = far.marketplace.add_order(["un", "deux", Post("de la boutique", "SELLER")])
    far.connector().send(to(read(far, order.id)))
    call = far.marketplace.calls.of("messages_update")[0]
    assert (call.query["action"], call.query["id"]) == ("reply", far.marketplace.messages(order.id)[1].id)
    assert call.query["message_type"] == "ORDER"


def test_where_nobody_has_written_the_conversation_is_begun(far: Far) -> None:
    order = far.marketplace.add_order(Post("Votre colis part demain.", "SELLER"))
    far.connector().send(to(read(far, order.id)))
    call = far.marketplace.calls.of("messages_update")[0]
    assert (call.query["action"], call.query["id"]) == ("create", order.id)


@pytest.mark.parametrize(
    ("kinds", "word"),
    [
        ((ParticipantKind.CUSTOMER,), "CLIENT"),
        ((ParticipantKind.MARKETPLACE,), "CALLCENTER"),
        ((ParticipantKind.MARKETPLACE, ParticipantKind.CUSTOMER), "ALL"),
    ],
)
def test_to_the_customer_to_the_service_or_to_both(
    far: Far, kinds: tuple[ParticipantKind, ...], word: str
) -> None:
    order = far.marketplace.add_order()
    far.marketplace.open_claim(order.id, "Cassé.")
    far.connector().send(to(read(far, order.id), *kinds))
    assert [message.to for message in sent(far)] == [word]


def test_a_question_is_answered_on_itself(far: Far) -> None:
    question = far.marketplace.ask("Fournie ?")
    far.connector().send(to(read(far, question.id), body="Oui."))
    assert (question.answer, question.answer_at) == ("Oui.", NOON)
    call = far.marketplace.calls.of("messages_update")[0]
    assert (call.query["action"], call.query["id"]) == ("reply", question.id)
    assert (call.query["message_type"], call.query["message_subject"]) == ("OFFER", "product_information")
    assert [m.body for m in read(far, question.id).messages] == ["Fournie ?", "Oui."]


def test_a_second_answer_is_the_marketplaces_to_decide(far: Far) -> None:
    question = far.marketplace.ask("Fournie ?")
    far.connector().send(to(read(far, question.id), body="Oui."))
    far.connector().send(to(read(far, question.id), body="Non."))
    assert read(far, question.id).messages[-1].body == "Non."
    far.marketplace.settings.second_answer = "refuse"
    with pytest.raises(Refused, match="answered"):
        far.connector().send(to(read(far, question.id), body="Si."))


def test_a_claim_that_has_closed_meanwhile_is_a_refusal(far: Far) -> None:
    order = far.marketplace.add_order()
    claim = far.marketplace.open_claim(order.id, "Cassé.")
    thread = read(far, order.id)
    far.marketplace.close_claim(claim.id)
    with pytest.raises(Refused, match="refuses this reply: There is no open incident on this order"):
        far.connector().send(to(thread, ParticipantKind.MARKETPLACE))
    assert sent(far) == []


def test_what_cannot_be_sent_costs_no_call(far: Far) -> None:
    thread = read(far, far.marketplace.add_order("Bonjour").id)
    file = OutgoingFile("a.pdf", "application/pdf", 1, lambda: BytesIO(b"a"))
    service = (Participant(ParticipantKind.MARKETPLACE, "Fnac"),)
    question = far.marketplace.ask("?").id
    calls = far.marketplace.calls.count()
    for reply, error in (
        (Outgoing(thread.marketplace_id, "x", thread.possible_recipients, (file,)), Unsupported),
        (Outgoing(thread.marketplace_id, " \n\x00\x0b ", thread.possible_recipients), Refused),
        (Outgoing(thread.marketplace_id, "x", ()), Unsupported),
        (Outgoing(question, "x", service), Unsupported),
        (Outgoing(question, "x", (Participant(ParticipantKind.MERCHANT, "moi"),)), Unsupported),
    ):
        with pytest.raises(error):
            far.connector().send(reply)
    assert far.marketplace.calls.count() == calls


def test_characters_that_xml_forbids_are_left_out(far: Far) -> None:
    thread = read(far, far.marketplace.add_order("Bonjour").id)
    far.connector().send(to(thread, body="un\x00\x0b\ud800\r\ndeux\ufffe"))
    assert [message.description for message in sent(far)] == ["un\ndeux"]


def test_a_refused_token_is_renewed_once_and_the_reply_leaves_once(far: Far) -> None:
    thread = read(far, far.marketplace.add_order("Bonjour").id)
    far.marketplace.kill_tokens()
    far.marketplace.calls.clear()
    far.connector().send(to(thread))
    assert [call.endpoint for call in far.marketplace.calls.of()] == [
        "messages_update",
        "auth",
        "messages_update",
    ]
    assert len(sent(far)) == 1


def test_a_token_that_is_refused_again_leaves_nothing_done(far: Far) -> None:
    thread = read(far, far.marketplace.add_order("Bonjour").id)
    far.marketplace.faults.add("messages_update", "expired_key", times=None)
    with pytest.raises(Busy, match="token"):
        far.connector().send(to(thread))
    assert far.marketplace.calls.count("messages_update") == 2
    assert sent(far) == []


def test_a_replaced_key_asks_the_owner(far: Far) -> None:
    thread = read(far, far.marketplace.add_order("Bonjour").id)
    old = far.marketplace.shop.key
    far.marketplace.rotate_key()
    with pytest.raises(NeedsOwner, match="key"):
        far.connector(key=old).send(to(thread))
    assert sent(far) == []


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", Uncertain),
        (b"<html>Maintenance</html>", Uncertain),
        (answer(service="messages_update")[:60], Uncertain),
        (answer(SENT, service="messages_query"), Uncertain),
        (answer(service="messages_update"), Uncertain),
        (answer(SENT, service="messages_update", status="ERROR"), Uncertain),
        (answer(SENT, service="messages_update", status=""), Uncertain),
        (answer('<message id="x"/>', service="messages_update"), Uncertain),
        (answer("<error>panne</error>", service="messages_update", status="FATAL"), Uncertain),
        (answer(service="messages_update", status="FATAL"), Uncertain),
        (answer('<message status="RUNNING" id="x"/>', service="messages_update"), Uncertain),
        (answer('<message status="ERROR" id="x"/>', service="messages_update", status="ERROR"), Refused),
        (answer('<message status="FATAL"><error>non</error></message>', service="messages_update"), Refused),
        (answer('<error code="ERR_146">line: 3</error>', service="messages_update", status="ERROR"), Refused),
        (answer("<error>fermé</error>", service="messages_update", status="ERROR"), Refused),
    ],
)
def test_what_an_answer_proves(far: Far, body: bytes, error: type[ConnectorError]) -> None:
    thread = read(far, far.marketplace.add_order("Bonjour").id)
    far.marketplace.give_instead("messages_update", body)
    with pytest.raises(error):
        far.connector().send(to(thread))
    assert far.marketplace.calls.count("messages_update") == 1


@pytest.mark.parametrize("status", ["OK", "WARNING"])
def test_done_is_done_with_or_without_a_remark(far: Far, status: str) -> None:
    thread = read(far, far.marketplace.add_order("Bonjour").id)
    done = answer(f'<message status="{status}" id="x"/>', service="messages_update", status="WARNING")
    far.marketplace.give_instead("messages_update", done)
    assert far.connector().send(to(thread)).marketplace_id is None


@pytest.mark.parametrize(
    "kind", ["accepted_then_timeout", "accepted_then_reset", "accepted_then_bad_gateway"]
)
def test_after_a_lost_answer_the_discussion_shows_the_reply(far: Far, kind: str) -> None:
    order, question = far.marketplace.add_order("Bonjour"), far.marketplace.ask("Fournie ?")
    for discussion_id in (order.id, question.id):
        thread = read(far, discussion_id)
        far.marketplace.faults.add("messages_update", kind, times=1)  # type: ignore[arg-type]
        with pytest.raises(Uncertain):
            far.connector().send(to(thread, body="Une seule fois"))
        ours = [m for m in read(far, discussion_id).messages if m.author.kind is ParticipantKind.MERCHANT]
        assert [m.body for m in ours] == ["Une seule fois"]
        assert ours[0].sent_at == NOON


def test_trouble_while_the_token_is_fetched_sends_nothing(far: Far) -> None:
    thread = read(far, far.marketplace.add_order("Bonjour").id)
    far.clock.go_on(hours=2)
    far.marketplace.faults.add("auth", "reset", times=1)
    with pytest.raises(Busy):
        far.connector().send(to(thread))
    assert far.marketplace.calls.count("messages_update") == 0


def test_the_reply_is_seen_in_the_next_pull(far: Far) -> None:
    order = far.marketplace.add_order("Bonjour")
    engine = Engine(far).pull()
    far.clock.go_on(minutes=5)
    far.connector().send(to(engine.threads[order.id]))
    far.clock.go_on(minutes=5)
    thread = engine.pull().threads[order.id]
    assert [m.body for m in thread.messages] == ["Bonjour", "Réponse"]
    assert thread.needs_reply_since is None


def test_no_secret_is_told_by_an_error_or_a_log(far: Far, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    thread = read(far, far.marketplace.add_order("Bonjour").id)
    (token,) = far.marketplace.state.tokens
    key = far.marketplace.shop.key
    told = f"<error>value '{token}' and '{key}' are wrong</error>"
    far.marketplace.give_instead("messages_update", answer(told, service="messages_update", status="ERROR"))
    with pytest.raises(Refused) as caught:
        far.connector().send(to(thread, body="Mon code est 4711"))
    shown = f"{caught.value!r} {caplog.text} {far.connector()!r}"
    assert "are wrong" in caught.value.why
    assert token not in shown
    assert key not in shown
    assert "4711" not in shown


def test_a_token_serves_until_shortly_before_its_end(far: Far) -> None:
    far.connector().orders(["7KQ2M9X4TB1ZC"])
    far.clock.go_on(minutes=far.marketplace.settings.token_minutes - 3)
    far.connector().orders(["7KQ2M9X4TB1ZC"])
    assert far.marketplace.calls.count("auth") == 1
    far.clock.go_on(seconds=timedelta(minutes=2).total_seconds())
    far.connector().orders(["7KQ2M9X4TB1ZC"])
    assert far.marketplace.calls.count("auth") == 2
    assert far.marketplace.calls.count("orders_query") == 3
