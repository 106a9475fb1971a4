"""Two shops behind one key never mix."""

from collections.abc import Iterator

import pytest

from guichet.platforms.errors import Refused
from guichet.platforms.http import Pools
from sandbox.mirakl import FIRST_SHOP, SECOND_SHOP, MiraklOperator, serve
from tests.connectors.asking import answer_to, pull, read
from tests.connectors.mirakl import MiraklRehearsal


@pytest.fixture
def rehearsal(pools: Pools) -> Iterator[MiraklRehearsal]:
    operator = MiraklOperator(seed=11)
    with serve(operator) as server:
        yield MiraklRehearsal(pools, operator, server.url)


def test_each_shop_sees_its_own_discussions_orders_and_files(rehearsal: MiraklRehearsal) -> None:
    first = rehearsal.operator.add_thread("Un", shop_id=FIRST_SHOP.id)
    second = rehearsal.operator.add_thread("Deux", shop_id=SECOND_SHOP.id)
    connectors = {shop.id: rehearsal.connector(shopId=str(shop.id)) for shop in (FIRST_SHOP, SECOND_SHOP)}
    assert set(pull(connectors[FIRST_SHOP.id]).threads) == {first.id}
    assert set(pull(connectors[SECOND_SHOP.id]).threads) == {second.id}
    assert connectors[FIRST_SHOP.id].orders([rehearsal.order_of(second.id)]) == []
    with pytest.raises(Refused):
        connectors[FIRST_SHOP.id].thread(second.id)


def test_verification_tells_the_shops_apart(rehearsal: MiraklRehearsal) -> None:
    default, second = rehearsal.connector().verify(), rehearsal.connector(shopId=str(SECOND_SHOP.id)).verify()
    assert (default.shop_name, second.shop_name) == (FIRST_SHOP.name, SECOND_SHOP.name)
    assert default.shop_key != second.shop_key
    assert default.credentials["shopId"] == str(FIRST_SHOP.id)


def test_a_reply_goes_out_in_the_name_of_its_shop(rehearsal: MiraklRehearsal) -> None:
    thread_id = rehearsal.operator.add_thread("Deux", shop_id=SECOND_SHOP.id).id
    second = rehearsal.connector(shopId=str(SECOND_SHOP.id))
    reply = answer_to(read(second, thread_id), "Bonjour")
    with pytest.raises(Refused):
        rehearsal.connector(shopId=str(FIRST_SHOP.id)).send(reply)
    second.send(reply)
    assert rehearsal.replies(thread_id) == ["Bonjour"]
