"""A reply leaves in the bytes the service asks for, once, to one side, and its fate is told truly."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote_to_bytes

import pytest

from guichet.platforms.errors import Busy, NeedsOwner, Refused, Uncertain, Unsupported
from guichet.platforms.manifest import Capabilities
from guichet.platforms.port import Outgoing, OutgoingFile, Participant, Sent
from guichet.platforms.rakuten_fr.connector import RakutenConnector
from guichet.platforms.rakuten_fr.manifest import MANIFEST
from guichet.platforms.rakuten_fr.settings import Settings
from sandbox.faults import FaultKind
from sandbox.rakuten_fr import Post, RakutenMarketplace
from sandbox.rakuten_fr.errors import server_error, unavailable
from tests.platforms.rakuten_fr.conftest import Clock, Connecting
from tests.platforms.rakuten_fr.engine import BUYER, RAKUTEN, SELLER, Engine, read, reply

TO_BUYER, TO_RAKUTEN = "contactuseraboutitem", "contactusaboutitem"
TEXT = "Désolé, je vous renvoie une théière."


def test_the_bytes_on_the_wire_are_latin(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Elle est fêlée.")
    assert connector.send(reply(read(connector, item.id), TEXT)) == Sent(None)
    (sent,) = marketplace.sent(item.id)
    assert sent.raw == "D%E9sol%E9%2C+je+vous+renvoie+une+th%E9i%E8re."
    assert sent.content == TEXT
    (call,) = marketplace.calls.of(TO_BUYER)
    assert (call.method, call.path) == ("GET", "/sales_ws")
    assert call.query["version"] == "2011-02-02"


def test_lines_end_with_a_line_feed(connector: RakutenConnector, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_item("?")
    connector.send(reply(read(connector, item.id), "Bonjour,\n\nà demain"))
    assert marketplace.sent()[0].raw == "Bonjour%2C%0A%0A%E0+demain"


def test_what_is_unknown_can_be_set(connecting: Connecting, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_item("?")
    connector = connecting(Settings(charset="utf-8", send_method="POST", max_bytes=3))
    connector.send(reply(read(connector, item.id), "été"))
    assert marketplace.sent()[0].raw == "%C3%A9t%C3%A9"
    assert marketplace.calls.of(TO_BUYER)[0].method == "POST"
    with pytest.raises(Refused, match="1 characters too long for Rakuten, which takes 3"):
        connector.send(reply(read(connector, item.id), "étés"))


def test_characters_leave_as_their_nearest_and_come_back_as_typed(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("?")
    typed = "L’œuf coûte 5 € – merci 😊"
    connector.send(reply(read(connector, item.id), typed))
    assert marketplace.sent()[0].content == "L'oeuf coûte 5 EUR - merci :-)"
    own = read(connector, item.id).messages[-1]
    assert own.body == typed
    assert own.author.kind is SELLER
    assert own.original == "L'oeuf coûte 5 EUR - merci :-)"


def test_the_counter_and_the_refusal_count_alike(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    able: Capabilities = MANIFEST.capabilities
    item = marketplace.add_item("?")
    thread = read(connector, item.id)
    longest = "€" * 158 + "é"
    assert able.measure(longest) == able.max_body_length == 475
    connector.send(reply(thread, longest))
    assert len(marketplace.sent()[0].content) == 475
    calls = marketplace.calls.count()
    with pytest.raises(Refused, match="2 characters too long"):
        connector.send(reply(thread, longest + "éé"))
    assert able.measure(longest + "éé") == 477
    assert marketplace.calls.count() == calls
    assert len(marketplace.sent()) == 1


@pytest.mark.parametrize(("text", "why"), [("Спасибо", "С п а"), ("👩‍🚀", "Use words"), ("  ", "Use words")])
def test_what_cannot_be_written_there_is_refused_before_the_wire(
    connector: RakutenConnector, marketplace: RakutenMarketplace, text: str, why: str
) -> None:
    thread = read(connector, marketplace.add_item("?").id)
    calls = marketplace.calls.count()
    with pytest.raises(Refused, match=why):
        connector.send(reply(thread, text))
    assert marketplace.calls.count() == calls


def test_customer_service_is_written_to_by_its_own_call_quoting_its_newest_mail(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    posts = [Post("Un", "RAKUTEN"), Post("Deux", "RAKUTEN"), Post("Et moi ?")]
    item = marketplace.add_item(posts)
    connector.send(reply(read(connector, item.id), "Voici le numéro", RAKUTEN))
    (sent,) = marketplace.sent()
    assert (sent.kind, sent.recipient) == ("mail", "Rakuten")
    assert sent.parent_id == item.entries[1].mail_id
    assert marketplace.calls.count(TO_BUYER) == 0
    after = read(connector, item.id)
    assert after.messages[-1].recipients == (RAKUTEN,)
    # The buyer still waits.
    assert after.needs_reply_since is not None


def test_without_a_mail_to_quote_it_is_a_new_one(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Bonjour")
    connector.send(reply(read(connector, item.id), "Une question", RAKUTEN))
    assert marketplace.sent()[0].parent_id is None
    assert "mailparentid" not in marketplace.calls.of(TO_RAKUTEN)[0].query


def test_both_sides_at_once_are_refused_before_anything_leaves(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item([Post("Bonjour"), Post("Bonjour", "RAKUTEN")])
    thread = read(connector, item.id)
    calls = marketplace.calls.count()
    with pytest.raises(Refused, match="a reply of its own"):
        connector.send(reply(thread, TEXT, BUYER, RAKUTEN))
    assert marketplace.calls.count() == calls


def test_files_and_other_recipients_are_not_possible(connector: RakutenConnector) -> None:
    buyer = Participant(BUYER, "lili75")
    file = OutgoingFile("a.pdf", "application/pdf", 1, lambda: BytesIO(b"x"))
    with pytest.raises(Unsupported, match="link"):
        connector.send(Outgoing("1", TEXT, (buyer,), (file,)))
    with pytest.raises(Unsupported):
        connector.send(Outgoing("1", TEXT, (Participant(SELLER, "moi"),)))
    with pytest.raises(Unsupported):
        connector.send(Outgoing("1", TEXT, ()))
    with pytest.raises(Unsupported):
        connector.file("1")


def test_a_refusal_is_told_in_their_words(
    connector: RakutenConnector, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    item = marketplace.add_item("Bonjour")
    thread = read(connector, item.id)
    clock.move(days=50)
    with pytest.raises(Refused, match="The buyer of this item can not be contacted"):
        connector.send(reply(thread, TEXT))
    assert read(connector, item.id).possible_recipients == (thread.possible_recipients[1],)
    gone = Outgoing("123", TEXT, thread.possible_recipients[:1])
    with pytest.raises(Refused, match="'itemid' is invalid"):
        connector.send(gone)


def test_a_missing_right_is_a_refusal_of_this_reply_only(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    thread = read(connector, marketplace.add_item("?").id)
    marketplace.deny(TO_BUYER)
    with pytest.raises(Refused, match="does not allow"):
        connector.send(reply(thread, TEXT))


def test_a_refused_token_asks_the_owner(connector: RakutenConnector, marketplace: RakutenMarketplace) -> None:
    thread = read(connector, marketplace.add_item("?").id)
    marketplace.rotate_token()
    with pytest.raises(NeedsOwner, match="token"):
        connector.send(reply(thread, TEXT))


def test_a_used_up_quota_is_busy_and_nothing_left(
    connector: RakutenConnector, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    thread = read(connector, marketplace.add_item("?").id)
    marketplace.settings.change(quota_per_hour=1)
    clock.move(minutes=15)
    with pytest.raises(Busy) as caught:
        connector.send(reply(thread, TEXT))
    assert caught.value.after == timedelta(minutes=45)
    assert marketplace.sent() == []


LOST: list[FaultKind] = [
    "accepted_then_timeout",
    "accepted_then_reset",
    "accepted_then_bad_gateway",
    "truncated",
]


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize("side", [BUYER, RAKUTEN])
def test_a_lost_answer_is_uncertain_and_the_reply_is_found_by_reading(
    connecting: Connecting, marketplace: RakutenMarketplace, kind: FaultKind, side: object
) -> None:
    item = marketplace.add_item([Post("?"), Post("?", "RAKUTEN")])
    thread = read(connecting(), item.id)
    marketplace.faults.add(TO_BUYER if side is BUYER else TO_RAKUTEN, kind)
    with pytest.raises(Uncertain):
        connecting().send(reply(thread, "C’est 5 €", BUYER if side is BUYER else RAKUTEN))
    assert len(marketplace.sent()) == 1
    own = [m.body for m in read(connecting(), item.id).messages if m.author.kind is SELLER]
    assert own == ["C’est 5 €"]


@pytest.mark.parametrize("kind", ["timeout", "reset", "server_error", "bad_gateway", "login_page"])
def test_trouble_that_may_have_let_it_through_is_uncertain_too(
    connector: RakutenConnector, marketplace: RakutenMarketplace, kind: FaultKind
) -> None:
    thread = read(connector, marketplace.add_item("?").id)
    marketplace.faults.add(TO_BUYER, kind)
    with pytest.raises(Uncertain):
        connector.send(reply(thread, TEXT))
    assert marketplace.sent() == []


@pytest.mark.parametrize(
    "answer",
    [
        server_error().document(),
        unavailable().document(),
        b"<contactuseraboutitemresult><response><status>PENDING</status></response></contactuseraboutitemresult>",
        b"<contactuseraboutitemresult/>",
        b"",
        b"not xml",
    ],
)
def test_an_answer_that_says_neither_yes_nor_no_is_uncertain(
    connector: RakutenConnector, marketplace: RakutenMarketplace, answer: bytes
) -> None:
    thread = read(connector, marketplace.add_item("?").id)
    marketplace.say_instead(TO_BUYER, answer)
    with pytest.raises(Uncertain):
        connector.send(reply(thread, TEXT))


def test_a_question_before_buying_is_answered_once(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_question("Est-elle en fonte ?")
    thread = Engine().pull(connecting()).threads[str(item.id)]
    connecting().send(reply(thread, "Oui, tout à fait."))
    calls = marketplace.calls.count()
    with pytest.raises(Refused, match="takes one answer"):
        connecting().send(reply(thread, "Et noire."))
    assert marketplace.calls.count() == calls
    assert [p.kind for p in read(connecting(), item.id).possible_recipients] == [RAKUTEN]


def test_a_question_whose_answer_was_refused_is_still_open(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_question("Est-elle en fonte ?")
    thread = read(connecting(), item.id)
    marketplace.deny(TO_BUYER)
    with pytest.raises(Refused):
        connecting().send(reply(thread, "Oui."))
    marketplace.allow()
    connecting().send(reply(thread, "Oui."))
    assert [sent.content for sent in marketplace.sent()] == ["Oui."]


def test_a_reply_is_read_back_by_the_next_pass(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Bonjour")
    engine = Engine().pull(connecting())
    connecting().send(reply(engine.threads[str(item.id)], "C’est parti"))
    engine.pull(connecting())
    assert engine.bodies(item.id) == ["Bonjour", "C’est parti"]
    assert engine.threads[str(item.id)].needs_reply_since is None
    calls = marketplace.calls.count()
    engine.pull(connecting())
    assert marketplace.calls.count() == calls + 1


def test_two_replies_about_an_order_are_two(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    thread = read(connector, marketplace.add_item("?").id)
    connector.send(reply(thread, "Un"))
    connector.send(reply(thread, "Deux"))
    assert [unquote_to_bytes(sent.raw or "") for sent in marketplace.sent()] == [b"Un", b"Deux"]
