"""The sample shops, and the life in them."""

import argparse
import json
import random
import threading
from datetime import timedelta

import httpx2
import pytest

from sandbox.fnac_darty import FnacDartyMarketplace
from sandbox.fnac_darty.command import add_command, run
from sandbox.fnac_darty.demo import add_demo
from sandbox.fnac_darty.life import living, one_more
from tests.platforms.fnac_darty.schemas import Check
from tests.sandbox.fnac_darty.conftest import EVERYBODY, NOON, Caller


def test_both_brands_and_four_countries_have_something_to_say(marketplace: FnacDartyMarketplace) -> None:
    add_demo(marketplace)
    shops = {shop.marketplace: shop for shop in marketplace.state.shops.values()}
    assert set(shops) == {"fnac-fr", "darty-fr", "fnac-es", "fnac-pt", "fnac-be"}
    questions = [m for m in marketplace.state.messages.values() if m.kind == "OFFER"]
    assert len(marketplace.state.orders) + len(questions) >= 20
    for shop in shops.values():
        assert len(marketplace.state.messages_in(shop)) >= 3
    assert {m.role for m in marketplace.state.messages.values()} == {
        "CLIENT",
        "SELLER",
        "CALLCENTER",
        "SYSTEM",
    }


def test_everything_lies_in_the_past_and_in_order(marketplace: FnacDartyMarketplace) -> None:
    add_demo(marketplace)
    for order in marketplace.state.orders.values():
        times = [message.created for message in marketplace.messages(order.id)]
        assert times == sorted(times)
        assert order.created < times[0]
        assert times[-1] < NOON
    ages = [NOON - message.updated for message in marketplace.state.messages.values()]
    assert min(ages) < timedelta(hours=1)
    assert max(ages) > timedelta(days=7)


def test_people_wait_for_an_answer_and_others_do_not(marketplace: FnacDartyMarketplace) -> None:
    add_demo(marketplace)
    unread = [message for message in marketplace.state.messages.values() if not message.is_read]
    assert 8 <= len(unread) < len(marketplace.state.messages)
    assert sorted(claim.is_open for claim in marketplace.state.claims.values()) == [False, True, True, True]


def test_the_sample_shops_answer_by_the_schemas(
    caller: Caller, marketplace: FnacDartyMarketplace, check: Check
) -> None:
    add_demo(marketplace)
    marketplace.settings.profile = "schema"
    for shop in list(marketplace.state.shops.values()):
        theirs = Caller(caller.http, shop)
        received = theirs.post("messages_query", theirs.wrapped("messages_query"))
        check(received.content)
        check(theirs.post("orders_query", theirs.wrapped("orders_query")).content)
        assert theirs.ask("messages_query", EVERYBODY).get("status") == "OK"


def test_pictures_are_pictures(marketplace: FnacDartyMarketplace) -> None:
    add_demo(marketplace)
    assert marketplace.state.files
    assert all(file.content.startswith(b"\x89PNG\r\n\x1a\n") for file in marketplace.state.files.values())


def test_the_same_seed_gives_the_same_shops() -> None:
    def made() -> list[str]:
        marketplace = FnacDartyMarketplace(seed=9, now=lambda: NOON)
        add_demo(marketplace)
        return [*marketplace.state.messages, *marketplace.state.orders, marketplace.shop.key]

    assert made() == made()


def test_life_writes_in_the_shops_language(marketplace: FnacDartyMarketplace) -> None:
    add_demo(marketplace)
    before, dice = len(marketplace.state.messages), random.Random(1)
    for _ in range(60):
        one_more(marketplace, dice)
    assert len(marketplace.state.messages) == before + 60
    assert len(marketplace.state.claims) > 4


def test_life_goes_on_until_it_ends(marketplace: FnacDartyMarketplace) -> None:
    written = threading.Event()
    marketplace.state.listeners.append(lambda message: written.set())
    with living(marketplace, 0.01):
        assert written.wait(5)
    count = len(marketplace.state.messages)
    written.clear()
    assert not written.wait(0.1)
    assert len(marketplace.state.messages) == count
    with pytest.raises(ValueError, match="more than 0"), living(marketplace, 0):
        pytest.fail("the block must not run")


def test_the_command_tells_address_and_credentials(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers(dest="kind", required=True))
    options = parser.parse_args(["fnac-darty", "--demo", "--life", "60", "--seed", "4"])
    stop, told = threading.Event(), threading.Event()
    seen: list[str] = []

    class Out:
        def write(self, text: str) -> None:
            seen.append(text)
            told.set()

        def flush(self) -> None:
            """Nothing is held back."""

    with capsys.disabled(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", Out())
        thread = threading.Thread(target=run, args=(options, stop))
        thread.start()
        assert told.wait(5)
        ready = json.loads(seen[0])
        state = httpx2.get(f"{ready['url']}/_sandbox/state").json()
        stop.set()
        thread.join(5)
    assert not thread.is_alive()
    assert len(ready["shops"]) == len(state["shops"]) == 5
    assert {"url", "partnerId", "shopId", "key", "marketplace"} <= set(ready)
