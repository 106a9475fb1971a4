"""Trouble of all kinds: the cursor survives, nothing is lost, nothing blocks the rest."""

from datetime import timedelta

import pytest

from guichet.platforms.errors import Busy, MissingRight, NeedsOwner
from guichet.platforms.rakuten_fr.connector import RakutenConnector
from sandbox.faults import FaultKind
from sandbox.rakuten_fr import RakutenMarketplace
from sandbox.rakuten_fr.errors import server_error, unavailable
from sandbox.rakuten_fr.routes import VERSIONS
from tests.platforms.rakuten_fr.conftest import SINCE, Clock, Connecting
from tests.platforms.rakuten_fr.engine import Engine
from tests.platforms.rakuten_fr.samples import infos, message

LIST, INFOS = "getitemtodolist", "getiteminfos"
TROUBLE: list[FaultKind] = [
    "timeout",
    "reset",
    "server_error",
    "bad_gateway",
    "login_page",
    "truncated",
    "throttle",
    "accepted_then_timeout",
    "accepted_then_reset",
    "accepted_then_bad_gateway",
]


@pytest.mark.parametrize("kind", TROUBLE)
def test_trouble_with_the_list_is_busy(
    connecting: Connecting, marketplace: RakutenMarketplace, kind: FaultKind
) -> None:
    item = marketplace.add_item("Bonjour")
    marketplace.faults.add(LIST, kind, times=1)
    engine = Engine()
    with pytest.raises(Busy):
        engine.pull(connecting())
    engine.pull(connecting())
    assert set(engine.threads) == {str(item.id)}


@pytest.mark.parametrize("kind", TROUBLE)
def test_trouble_with_an_item_loses_nothing(
    connecting: Connecting, marketplace: RakutenMarketplace, kind: FaultKind
) -> None:
    items = [marketplace.add_item(f"Question {n}").id for n in range(4)]
    marketplace.faults.add(INFOS, kind, times=1)
    engine = Engine()
    try:
        engine.pull(connecting())
    except Busy:
        assert kind == "throttle"
    assert not engine.is_complete
    engine.pull(connecting())
    assert {int(item) for item in engine.threads} == set(items)
    assert engine.is_complete


def test_one_item_in_trouble_does_not_hold_up_the_others(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    items = [marketplace.add_item(f"Question {n}").id for n in range(4)]
    marketplace.say_instead(INFOS, unavailable().document())
    engine = Engine().pull(connecting())
    assert {int(item) for item in engine.threads} == set(items[1:])
    engine.pull(connecting())
    assert {int(item) for item in engine.threads} == set(items)


def test_items_in_trouble_make_way_for_the_others_at_the_next_pass(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    items = [marketplace.add_item(f"Question {n}").id for n in range(5)]
    marketplace.say_instead(INFOS, *[server_error().document()] * 3)
    engine = Engine()
    with pytest.raises(Busy, match="fullfill"):
        engine.pull(connecting())
    assert engine.threads == {}
    engine.pull(connecting())
    assert {int(item) for item in engine.threads} == set(items)
    asked = [int(call.query["itemid"]) for call in marketplace.calls.of(INFOS)]
    assert asked[:3] == items[:3]
    assert asked[3:5] == items[3:]


def test_an_answer_that_can_never_be_parsed_is_set_aside_in_the_end(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Bonjour")
    garbage = b"<getiteminfosresult><response><item>"
    marketplace.say_instead(INFOS, *[garbage] * 3)
    engine, connector = Engine(), connecting()
    engine.pull(connector)
    engine.pull(connector)
    assert not engine.is_complete
    pages = [page.body for page in connector.pages(engine.cursor, SINCE)]
    assert pages[1] == garbage
    assert str(item.id) not in engine.threads


def test_a_page_of_a_proxy_is_never_taken_for_an_answer(
    connecting: Connecting, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    item = marketplace.add_item("Bonjour")
    fault = marketplace.faults.add(INFOS, "login_page")
    engine = Engine()
    for _ in range(5):
        engine.pull(connecting())
        marketplace.read_on_site(item.id)
        clock.move(hours=1)
    assert engine.set_aside == []
    marketplace.faults.clear(fault.id)
    engine.pull(connecting())
    assert engine.bodies(item.id) == ["Bonjour"]


def test_what_keeps_failing_is_tried_hourly_and_no_longer_waited_for(
    connecting: Connecting, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    item = marketplace.add_item("Bonjour")
    fault = marketplace.faults.add(INFOS, "login_page")
    engine = Engine()
    for _ in range(12):
        engine.pull(connecting())
        clock.move(minutes=5)
    assert engine.is_complete
    assert marketplace.calls.count(INFOS) == 3
    marketplace.faults.clear(fault.id)
    clock.move(minutes=15)
    engine.pull(connecting())
    assert engine.bodies(item.id) == ["Bonjour"]


def test_an_answer_about_another_item_is_not_taken_for_this_one(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Un")
    marketplace.say_instead(INFOS, infos(message("Deux")))
    engine = Engine().pull(connecting())
    assert engine.threads == {}
    engine.pull(connecting())
    assert engine.bodies(item.id) == ["Un"]


def test_a_used_up_quota_waits_for_the_next_hour(
    connecting: Connecting, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    items = [marketplace.add_item(f"Question {n}").id for n in range(6)]
    marketplace.settings.change(quota_per_hour=4)
    clock.move(minutes=42)
    engine = Engine()
    with pytest.raises(Busy) as caught:
        engine.pull(connecting())
    assert caught.value.after == timedelta(minutes=18)
    assert len(engine.threads) == 3
    clock.move(minutes=18)
    with pytest.raises(Busy):
        engine.pull(connecting())
    assert {int(item) for item in engine.threads} == set(items)


@pytest.mark.parametrize("status", [200, 400, 403])
def test_the_body_decides_whatever_the_status(
    connecting: Connecting, marketplace: RakutenMarketplace, status: int
) -> None:
    marketplace.settings.change(error_status=status)
    connector = connecting()
    marketplace.deny(LIST)
    with pytest.raises(MissingRight):
        next(connector.pages(None, SINCE))
    marketplace.rotate_token()
    with pytest.raises(NeedsOwner, match="token"):
        next(connector.pages(None, SINCE))


def test_a_version_no_longer_taken_is_told_in_their_words(
    connector: RakutenConnector, marketplace: RakutenMarketplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(VERSIONS, LIST, ("2030-01-01",))
    with pytest.raises(Busy, match="The version 2011-09-01 is not supported"):
        next(connector.pages(None, SINCE))
