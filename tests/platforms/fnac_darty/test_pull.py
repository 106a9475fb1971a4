"""What a pass brings, and what it costs."""

from datetime import timedelta

import pytest

from guichet.platforms.errors import Busy
from guichet.platforms.fnac_darty import pull
from guichet.platforms.words import ParticipantKind
from sandbox.fnac_darty import Post
from tests.platforms.fnac_darty.conftest import NOON, Far
from tests.platforms.fnac_darty.pulling import Engine
from tests.platforms.fnac_darty.samples import answer


def ago(**span: float) -> Post:
    return Post("Bonjour", at=NOON - timedelta(**span))


def test_a_poll_of_an_idle_channel_is_one_call(far: Far) -> None:
    far.marketplace.fill(30)
    engine = Engine(far).pull()
    engine.calls()
    for _ in range(3):
        far.clock.go_on(minutes=5)
        assert engine.pull().changed == []
        assert engine.calls() == ["messages_query"]
    far.clock.go_on(minutes=30)
    engine.pull()
    assert engine.calls() == ["auth", "messages_query"]


def test_a_changed_conversation_comes_whole(far: Far) -> None:
    order = far.marketplace.add_order(
        [Post("un", at=NOON - timedelta(days=200)), Post("deux", "SELLER", NOON - timedelta(days=150))]
    )
    engine = Engine(far).pull()
    assert engine.threads == {}
    far.marketplace.write(order.id, "trois")
    thread = engine.pull().threads[order.id]
    assert [m.body for m in thread.messages] == ["un", "deux", "trois"]
    assert thread.needs_reply_since == thread.messages[2].sent_at


def test_a_changed_conversation_costs_two_more_calls(far: Far) -> None:
    order = far.marketplace.add_order("Bonjour")
    engine = Engine(far).pull()
    engine.calls()
    far.clock.go_on(minutes=5)
    far.marketplace.write(order.id, "Encore moi")
    assert engine.pull().changed == [order.id]
    assert engine.calls() == ["messages_query", "messages_query", "incidents_query"]


def test_a_question_costs_no_call_of_its_own(far: Far) -> None:
    engine = Engine(far).pull()
    engine.calls()
    question = far.marketplace.ask("Fournie avec l'ampoule ?")
    assert engine.pull().changed == [question.id]
    assert engine.calls() == ["messages_query"]
    far.clock.go_on(minutes=5)
    far.marketplace.answer(question.id, "Oui.")
    assert engine.pull().changed == [question.id]
    assert [m.body for m in engine.threads[question.id].messages] == ["Fournie avec l'ampoule ?", "Oui."]


def test_the_sellers_own_words_on_the_site_come_too(far: Far) -> None:
    order = far.marketplace.add_order("Bonjour")
    engine = Engine(far).pull()
    far.clock.go_on(minutes=5)
    far.marketplace.write(order.id, "Réponse", by="SELLER")
    thread = engine.pull().threads[order.id]
    assert thread.messages[-1].author.kind is ParticipantKind.MERCHANT
    assert thread.needs_reply_since is None


def test_without_the_sellers_words_the_rest_goes_on(far: Far) -> None:
    far.marketplace.settings.seller_on_request = False
    order = far.marketplace.add_order(["Bonjour", Post("Réponse", "SELLER")])
    assert [m.body for m in Engine(far).pull().threads[order.id].messages] == ["Bonjour"]


def test_the_newest_comes_first(far: Far) -> None:
    orders = far.marketplace.fill(150, messages_each=1)
    engine = Engine(far).pull()
    assert engine.changed == [order.id for order in reversed(orders)]
    reached = [raw.reached for raw in engine.last if raw.reached]
    assert reached == sorted(reached, reverse=True)
    assert [raw.is_last for raw in engine.last] == [False] * (len(engine.last) - 1) + [True]


@pytest.mark.parametrize(
    "settings",
    [
        {"profile": "schema"},
        {"bounds_belong": False},
        {"keeps_order": False},
        {"cdata": False, "leading_lines": True},
        {"wrong_charset": True},
        {"most_results": 30},
        {"most_results": 30, "over_limit": "refuse"},
        {"most_results": 1},
        {"one_token": True, "gives_validity": False},
        {"gives_claims": False},
        {"newer_fields": True, "file_word": "attachment"},
        {"error_status": 401},
        {"marks_move": False},
    ],
)
def test_whatever_the_reference_leaves_open_everything_comes(far: Far, settings: dict[str, object]) -> None:
    far.marketplace.settings.change(**settings)
    orders = far.marketplace.fill(45, messages_each=3)
    question = far.marketplace.ask("Déjà vu ?")
    engine = Engine(far).pull()
    assert set(engine.threads) == {order.id for order in orders} | {question.id}
    assert {len(engine.threads[order.id].messages) for order in orders} == {3}
    assert engine.threads[question.id].messages[0].body == "Déjà vu ?"
    assert engine.aside == []
    far.marketplace.kill_tokens()
    far.clock.go_on(minutes=5)
    assert engine.pull().changed == []


def test_messages_that_changed_in_the_same_second_all_come(far: Far) -> None:
    far.marketplace.settings.most_results = 20
    at = NOON - timedelta(days=1)
    orders = [far.marketplace.add_order(Post("Bonjour", at=at)).id for _ in range(70)]
    engine = Engine(far).pull()
    assert set(engine.threads) == set(orders)
    engine.calls()
    assert engine.pull().changed == []


def test_what_changes_while_pages_are_read_pushes_nothing_out_of_sight(far: Far) -> None:
    orders = far.marketplace.fill(250, messages_each=1)
    far.clock.go_on(minutes=1)
    engine = Engine(far)
    connector = far.connector()
    for number, raw in enumerate(connector.pages(None, NOON - timedelta(days=90))):
        engine.threads |= {t.marketplace_id: t for t in connector.parse(raw.body).threads}
        # One of those still unread moves to the top, as reading it on the site would do.
        far.marketplace.state.messages_of_order[orders[number].id][0].updated = far.clock()
        engine.cursor = raw.cursor
    far.clock.go_on(minutes=5)
    engine.pull()
    assert set(engine.threads) == {order.id for order in orders}


@pytest.mark.parametrize("hours", [-1, 1])
def test_clocks_that_differ_by_an_hour_lose_nothing(far: Far, hours: int) -> None:
    marketplace_clock = far.clock
    far.clock = type(far.clock)(far.clock.at + timedelta(hours=hours))
    first = far.marketplace.add_order("un")
    engine = Engine(far).pull()
    assert set(engine.threads) == {first.id}
    expected = {first.id}
    for _ in range(6):
        for clock in (marketplace_clock, far.clock):
            clock.go_on(minutes=20)
        expected.add(far.marketplace.add_order("encore").id)
        assert set(engine.pull().threads) == expected


def test_the_hour_that_comes_twice_loses_nothing(far: Far) -> None:
    far.clock.at = NOON.replace(month=10, day=24, hour=23, minute=50)
    engine = Engine(far).pull()
    expected = set()
    for _ in range(16):
        far.clock.go_on(minutes=10)
        expected.add(far.marketplace.add_order("encore").id)
        assert set(engine.pull().threads) == expected
    moments = [m.sent_at for thread in engine.threads.values() for m in thread.messages]
    assert max(moments) - min(moments) == timedelta(minutes=150)


def test_a_late_message_is_not_missed(far: Far) -> None:
    far.marketplace.add_order("à l'heure")
    engine = Engine(far).pull()
    far.clock.go_on(minutes=5)
    late = far.marketplace.add_order(Post("en retard", at=NOON - timedelta(minutes=10)))
    assert engine.pull().changed == [late.id]


def test_marking_as_read_on_the_site_changes_no_wait(far: Far) -> None:
    order = far.marketplace.add_order([ago(days=3), Post("Réponse", "SELLER", NOON - timedelta(days=2))])
    engine = Engine(far).pull()
    far.clock.go_on(minutes=5)
    message = far.marketplace.messages(order.id)[0]
    message.is_read, message.updated = True, far.clock()
    thread = engine.pull().threads[order.id]
    assert engine.changed == [order.id]
    assert thread.needs_reply_since is None
    assert len(thread.messages) == 2


def test_a_long_conversation_comes_whole(far: Far) -> None:
    (order,) = far.marketplace.fill(1, messages_each=230)
    thread = Engine(far).pull().threads[order.id]
    assert len(thread.messages) == thread.message_count == 230


def test_nothing_of_another_shop_comes(far: Far) -> None:
    other = far.marketplace.add_shop("darty-fr", "Une autre boutique")
    theirs = far.marketplace.add_order("Pas pour vous", shop=other)
    ours = far.marketplace.add_order("Pour vous")
    assert set(Engine(far).pull().threads) == {ours.id}
    assert set(Engine(far, other).pull().threads) == {theirs.id}


def test_a_span_that_is_too_long_is_asked_for_in_weeks(far: Far) -> None:
    orders = [far.marketplace.add_order(ago(days=days)).id for days in (1, 10, 30, 60, 89)]
    refusal = answer('<error code="ERR_900">too long</error>', status="ERROR")
    far.marketplace.give_instead("messages_query", refusal)
    engine = Engine(far).pull()
    assert set(engine.threads) == set(orders)
    spans = [call.query for call in far.marketplace.calls.of("messages_query") if "max" in call.query]
    assert len(spans) >= 12
    engine.calls()
    far.clock.go_on(minutes=5)
    engine.pull()
    assert engine.calls() == ["messages_query"]


def test_a_refusal_that_is_not_about_length_is_told(far: Far) -> None:
    engine = Engine(far).pull()
    engine.cursor = None
    refusal = answer('<error code="ERR_900">shop closed</error>', status="ERROR")
    far.marketplace.give_instead("messages_query", refusal, refusal)
    with pytest.raises(Busy, match="shop closed"):
        engine.pull()


def test_a_long_backfill_looks_at_what_is_new_meanwhile(far: Far) -> None:
    orders = far.marketplace.fill(120, messages_each=1)
    connector, seen = far.connector(), []
    new = None
    for raw in connector.pages(None, NOON - timedelta(days=90)):
        seen += [thread.marketplace_id for thread in connector.parse(raw.body).threads]
        far.clock.go_on(seconds=pull.TURN.total_seconds() / 2)
        if new is None:
            new = far.marketplace.add_order("Je suis nouvelle").id
    assert new is not None
    assert set(seen) == {order.id for order in orders} | {new}
    assert seen.index(new) < len(orders)
