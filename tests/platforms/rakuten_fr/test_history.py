"""What a first connection finds of the past, and what it costs."""

from guichet.platforms.rakuten_fr.settings import Settings
from sandbox.rakuten_fr import Product, RakutenMarketplace
from tests.platforms.rakuten_fr.conftest import Clock, Connecting
from tests.platforms.rakuten_fr.engine import Engine

NO_PAST = Settings(history_items=0)
_RESPONSE = b"<response><nexttoken>stale</nexttoken><sales/></response>"
SALES_WITH_A_STALE_TOKEN = b"<getcurrentsalesresult>" + _RESPONSE + b"</getcurrentsalesresult>"


def test_a_first_connection_reads_what_was_said_before(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    spoken = marketplace.add_item("Une vieille question")
    marketplace.read_on_site(spoken.id)
    silent = marketplace.add_item(product=Product("Bol en grès"))
    marketplace.settings.change(sales_per_page=1)
    engine = Engine().pull(connecting())
    assert engine.is_complete
    assert engine.bodies(spoken.id) == ["Une vieille question"]
    assert str(silent.id) not in engine.threads
    assert marketplace.calls.count("getcurrentsales") == 2
    engine.pull(connecting())
    assert marketplace.calls.count("getcurrentsales") == 2


def test_the_past_is_read_little_by_little(
    connecting: Connecting, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    settings = Settings(reads_per_hour=4)
    old = [marketplace.add_item(f"Question {n}").id for n in range(10)]
    for item in old:
        marketplace.read_on_site(item)
    engine = Engine().pull(connecting(settings))
    assert len(engine.threads) == 4
    assert not engine.is_complete
    new = marketplace.add_item("Celle-ci est pressée").id
    engine.pull(connecting(settings))
    assert str(new) in engine.threads
    assert len(engine.threads) == 5
    for _ in range(2):
        clock.move(hours=1)
        engine.pull(connecting(settings))
    assert {int(item) for item in engine.threads} == {*old, new}
    assert engine.is_complete


def test_how_far_back_the_past_goes_is_bounded(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    items = [marketplace.add_item(f"Question {n}").id for n in range(5)]
    for item in items:
        marketplace.read_on_site(item)
    engine = Engine().pull(connecting(Settings(history_items=2)))
    assert {int(item) for item in engine.threads} == set(items[-2:])


def test_sales_that_may_not_be_read_cost_only_the_past(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    marketplace.deny("getcurrentsales")
    item = marketplace.add_item("Bonjour")
    engine = Engine().pull(connecting())
    assert set(engine.threads) == {str(item.id)}
    assert engine.set_aside == []
    assert engine.is_complete


def test_a_forgotten_place_in_the_sales_begins_again_once(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    marketplace.settings.change(sales_per_page=1)
    items = [marketplace.add_item(f"Question {n}").id for n in range(3)]
    for item in items:
        marketplace.read_on_site(item)
    marketplace.say_instead("getcurrentsales", SALES_WITH_A_STALE_TOKEN)
    engine = Engine().pull(connecting())
    assert {int(item) for item in engine.threads} == set(items)
    assert engine.set_aside == []


def test_without_an_interest_in_the_past_nobody_asks_for_sales(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    marketplace.add_item("Bonjour")
    assert Engine().pull(connecting(NO_PAST)).is_complete
    assert marketplace.calls.count("getcurrentsales") == 0
