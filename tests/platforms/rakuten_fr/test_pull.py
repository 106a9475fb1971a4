"""The to-do list drives what is read, and what it names is kept before it is read."""

import json

import pytest

from guichet.platforms.errors import Busy, NeedsOwner, Refused
from guichet.platforms.rakuten_fr.connector import RakutenConnector
from guichet.platforms.rakuten_fr.settings import Settings
from sandbox.rakuten_fr import Post, RakutenMarketplace
from tests.platforms.rakuten_fr.conftest import SINCE, Clock, Connecting
from tests.platforms.rakuten_fr.engine import Engine, read

LIST, INFOS = "getitemtodolist", "getiteminfos"
NO_PAST = Settings(history_items=0)
"""Without old sales to look through: they would find again what the list has lost."""


def test_what_the_list_names_is_read(connector: RakutenConnector, marketplace: RakutenMarketplace) -> None:
    first = marketplace.add_item("Bonjour, où est ma théière ?")
    second = marketplace.add_item([Post("Merci de répondre.", "RAKUTEN")], buyer="camille_r")
    engine = Engine().pull(connector)
    assert engine.is_complete
    assert set(engine.threads) == {str(first.id), str(second.id)}
    assert engine.bodies(first.id) == ["Bonjour, où est ma théière ?"]
    assert engine.threads[str(first.id)].order_id == str(first.purchase_id)


def test_an_item_is_in_the_cursor_before_it_is_asked_for(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    items = [marketplace.add_item(f"Question {n}").id for n in range(3)]
    pages = connector.pages(None, SINCE)
    first = next(pages)
    assert marketplace.calls.count(INFOS) == 0
    assert json.loads(first.cursor)["pending"] == [str(item) for item in items]
    for read_so_far in (1, 2, 3):
        pending = json.loads(next(pages).cursor)["pending"]
        assert marketplace.calls.count(INFOS) == read_so_far
        assert pending == [str(item) for item in items[read_so_far:]]


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_a_process_that_dies_between_list_and_items_loses_nothing(
    connecting: Connecting, marketplace: RakutenMarketplace, pages: int
) -> None:
    items = [marketplace.add_item(f"Question {n}").id for n in range(3)]
    engine = Engine().pull(connecting(NO_PAST), dies_after=pages)
    for item in items:
        # Worse than a death: everything is read over there, and the list will never name it again.
        marketplace.read_on_site(item)
    engine.pull(connecting(NO_PAST))
    assert {int(item) for item in engine.threads} == set(items)
    assert engine.is_complete


def test_an_answer_lost_after_it_marked_as_read_is_asked_for_again(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Bonjour, personne ne doit perdre ceci.")
    marketplace.faults.add(INFOS, "accepted_then_reset", times=1)
    engine = Engine().pull(connecting(NO_PAST))
    assert marketplace.item(item.id).causes() == []
    assert engine.threads == {}
    assert not engine.is_complete
    engine.pull(connecting(NO_PAST))
    assert engine.bodies(item.id) == ["Bonjour, personne ne doit perdre ceci."]


def test_an_answer_lost_to_a_reading_out_of_turn_is_asked_for_by_the_next_pass(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Bonjour")
    engine = Engine().pull(connecting())
    marketplace.write(item.id, "Encore moi")
    marketplace.faults.add(INFOS, "accepted_then_reset", times=1)
    with pytest.raises(Busy):
        connecting().thread(str(item.id))
    assert marketplace.item(item.id).causes() == []
    engine.pull(connecting())
    assert engine.bodies(item.id) == ["Bonjour", "Encore moi"]
    calls = marketplace.calls.count(INFOS)
    engine.pull(connecting())
    assert marketplace.calls.count(INFOS) == calls


def test_reading_twice_brings_every_message_once(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item([Post("Un"), Post("Deux"), Post("Deux")])
    engine = Engine().pull(connecting())
    assert len(engine.messages) == 3
    thread = read(connecting(), item.id)
    assert {m.marketplace_id for m in thread.messages} == set(engine.messages)


def test_an_idle_poll_is_one_call(connecting: Connecting, marketplace: RakutenMarketplace) -> None:
    marketplace.add_item("Bonjour")
    engine = Engine().pull(connecting())
    seen = marketplace.calls.count()
    engine.pull(connecting())
    assert [call.endpoint for call in marketplace.calls.of()[seen:]] == [LIST]
    assert engine.is_complete


def test_a_new_message_is_read_at_the_next_poll(
    connecting: Connecting, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    item = marketplace.add_item("Bonjour")
    engine = Engine().pull(connecting())
    for number in range(3):
        clock.move(minutes=5)
        marketplace.write(item.id, f"Toujours rien ? {number}")
        engine.pull(connecting())
        assert engine.bodies(item.id)[-1] == f"Toujours rien ? {number}"


def test_an_open_claim_is_read_hourly_and_once_more_when_it_is_over(
    connecting: Connecting, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    item = marketplace.add_item()
    marketplace.open_claim(item.id, "Arrivée fêlée")
    engine = Engine().pull(connecting())
    reads = marketplace.calls.count(INFOS)
    for _ in range(11):
        clock.move(minutes=5)
        engine.pull(connecting())
    assert marketplace.calls.count(INFOS) == reads
    clock.move(minutes=6)
    engine.pull(connecting())
    assert marketplace.calls.count(INFOS) == reads + 1
    marketplace.end_claim(item.id)
    clock.move(minutes=5)
    engine.pull(connecting())
    assert marketplace.calls.count(INFOS) == reads + 2
    assert engine.threads[str(item.id)].reply_due_at is None


def test_a_claim_that_opens_on_a_known_item_is_read_at_once(
    connecting: Connecting, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    item = marketplace.add_item("Bonjour")
    engine = Engine().pull(connecting())
    clock.move(minutes=5)
    marketplace.open_claim(item.id, "Arrivée fêlée")
    engine.pull(connecting())
    assert "Arrivée fêlée" in engine.bodies(item.id)


def test_what_the_seller_read_on_the_site_is_found_by_the_sweep(
    connecting: Connecting, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    item = marketplace.add_item("Bonjour")
    engine = Engine().pull(connecting())
    clock.move(minutes=10)
    marketplace.write(item.id, "Lu ailleurs")
    marketplace.read_on_site(item.id)
    engine.pull(connecting())
    assert engine.bodies(item.id) == ["Bonjour"]
    clock.move(hours=6)
    engine.pull(connecting())
    assert engine.bodies(item.id) == ["Bonjour", "Lu ailleurs"]


def test_an_item_without_news_for_long_is_forgotten(
    connecting: Connecting, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    item = marketplace.add_item("Bonjour")
    engine = Engine().pull(connecting())
    clock.move(days=16)
    engine.pull(connecting())
    assert json.loads(engine.cursor or "")["watched"] == {}
    marketplace.write(item.id, "Me revoilà")
    engine.pull(connecting())
    assert engine.bodies(item.id) == ["Bonjour", "Me revoilà"]


def test_should_reading_not_mark_as_read_the_item_is_not_read_at_every_poll(
    connecting: Connecting, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    marketplace.settings.change(reading_marks_read=False)
    item = marketplace.add_item("Bonjour")
    engine = Engine()
    for _ in range(13):
        engine.pull(connecting())
        clock.move(minutes=5)
    assert marketplace.calls.count(INFOS) <= 6
    marketplace.write(item.id, "Encore moi")
    clock.move(minutes=10)
    engine.pull(connecting())
    assert engine.bodies(item.id) == ["Bonjour", "Encore moi"]


def test_a_cause_nobody_knows_is_looked_at_and_then_slowly(
    connecting: Connecting, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    item = marketplace.add_item("Bonjour")
    marketplace.read_on_site(item.id)
    marketplace.item(item.id).other_causes = ("SOMETHING_NEW",)
    engine = Engine().pull(connecting())
    assert engine.bodies(item.id) == ["Bonjour"]
    clock.move(minutes=5)
    engine.pull(connecting())
    assert marketplace.calls.count(INFOS) == 1


def test_an_item_that_is_not_shown_is_told_once_and_does_not_hold_up_the_others(
    connecting: Connecting, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    hidden, shown = marketplace.add_item("achat"), marketplace.add_item("Bonjour")
    marketplace.item(hidden.id).hidden = True
    engine = Engine().pull(connecting())
    assert list(engine.threads) == [str(shown.id)]
    (aside,) = engine.set_aside
    assert str(hidden.id).encode() in aside.raw
    assert "does not show" in aside.why
    again = connecting().parse(aside.raw).set_aside[0]
    assert again.raw == aside.raw
    clock.move(minutes=5)
    engine.pull(connecting())
    assert marketplace.calls.count(INFOS) == 2
    marketplace.item(hidden.id).hidden = False
    clock.move(hours=24)
    engine.pull(connecting())
    assert engine.bodies(hidden.id) == ["achat"]


def test_an_item_that_is_gone_without_being_listed_is_not_worth_a_word(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Bonjour")
    engine = Engine().pull(connecting())
    marketplace.item(item.id).hidden = True
    with pytest.raises(Refused, match="no longer shows"):
        connecting().thread(str(item.id))
    engine.pull(connecting())
    engine.pull(connecting())
    assert engine.set_aside == []
    assert marketplace.calls.count(INFOS) == 3


def test_parsing_asks_nobody(connector: RakutenConnector, marketplace: RakutenMarketplace) -> None:
    for number in range(3):
        marketplace.add_item(f"Question {number}")
    bodies = [page.body for page in connector.pages(None, SINCE)]
    calls = marketplace.calls.count()
    assert sum(len(connector.parse(body).threads) for body in bodies) == 3
    assert marketplace.calls.count() == calls


@pytest.mark.parametrize("form", ["element", "nothing"])
def test_nothing_to_do_has_two_forms(
    connector: RakutenConnector, marketplace: RakutenMarketplace, form: str
) -> None:
    marketplace.settings.change(empty_list=form)
    engine = Engine().pull(connector)
    assert engine.is_complete
    assert engine.threads == {}


def test_an_item_listed_twice_is_read_once(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Bonjour")
    marketplace.faults.add(LIST, "duplicate", times=1)
    assert set(Engine().pull(connector).threads) == {str(item.id)}
    assert marketplace.calls.count(INFOS) == 1


def test_a_message_that_comes_twice_in_an_answer_is_two(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Bonjour")
    marketplace.faults.add(INFOS, "duplicate", times=1)
    assert Engine().pull(connector).bodies(item.id) == ["Bonjour", "Bonjour"]


def test_a_cursor_nobody_can_read_begins_again(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Bonjour")
    for cursor in ("", "nonsense", "[]", '{"pending": 3, "watched": {"1": 2}, "tries": [], "walk": 7}'):
        marketplace.read_on_site(item.id)
        assert set(Engine(cursor).pull(connecting()).threads) == {str(item.id)}


def test_a_refused_token_stops_the_channel(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    marketplace.rotate_token()
    with pytest.raises(NeedsOwner, match="token"):
        next(connector.pages(None, SINCE))
