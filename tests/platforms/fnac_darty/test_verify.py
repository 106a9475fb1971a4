"""Trying credentials."""

import pytest

from guichet.platforms.errors import Busy, NeedsOwner
from tests.platforms.fnac_darty.conftest import Far
from tests.platforms.fnac_darty.samples import answer


def test_each_brand_and_country_is_a_shop_of_its_own(far: Far) -> None:
    darty = far.marketplace.add_shop("darty-fr", "Atelier Lumen")
    fnac, other = far.connector().verify(), far.connector(darty).verify()
    assert fnac.shop_key != other.shop_key
    assert fnac.shop_key.endswith(far.marketplace.shop.id.lower())
    assert (fnac.shop_name, fnac.missing) == (None, ())
    assert set(fnac.credentials) == {"baseUrl", "partnerId", "shopId", "key"}
    assert fnac.credentials["baseUrl"] == f"{far.url}/api.php"


def test_the_case_of_a_shops_id_makes_no_other_shop(far: Far) -> None:
    shop_id = far.marketplace.shop.id
    keys = {far.connector(shopId=form).verify().shop_key for form in (shop_id, shop_id.lower())}
    assert len(keys) == 1


@pytest.mark.parametrize("name", ["partnerId", "shopId", "key"])
def test_any_wrong_credential_asks_the_owner(far: Far, name: str) -> None:
    with pytest.raises(NeedsOwner, match="refuses these credentials"):
        far.connector(None, **{name: "00000000-0000-4000-8000-000000000000"}).verify()


def test_the_key_of_another_shop_asks_the_owner(far: Far) -> None:
    darty = far.marketplace.add_shop("darty-fr", "Atelier Lumen")
    with pytest.raises(NeedsOwner):
        far.connector(key=darty.key).verify()


def test_credentials_are_tried_even_while_a_token_lives(far: Far) -> None:
    far.connector().verify()
    far.connector().verify()
    assert far.marketplace.calls.count("auth") == 2


@pytest.mark.parametrize("status", [200, 400, 401])
def test_the_document_counts_and_not_the_status(far: Far, status: int) -> None:
    far.marketplace.settings.error_status = status
    with pytest.raises(NeedsOwner):
        far.connector(key="00000000-0000-4000-8000-000000000000").verify()
    assert far.connector().verify().missing == ()


def test_an_answer_without_a_token_is_busy(far: Far) -> None:
    far.marketplace.give_instead(
        "auth", answer(service="auth"), answer("<error>soon</error>", service="auth", status="ERROR")
    )
    for words in (r"gave no token\.", r"gave no token: soon\."):
        with pytest.raises(Busy, match=words):
            far.connector().verify()


def test_an_empty_answer_means_nothing(far: Far) -> None:
    far.marketplace.give_instead("auth", b"\n")
    with pytest.raises(Busy):
        far.connector().verify()


def test_another_service_is_not_the_api(far: Far) -> None:
    for body in (b"<html></html>", b"Hello", b'{"status": 200}'):
        far.marketplace.give_instead("auth", body)
        with pytest.raises(NeedsOwner, match="address"):
            far.connector().verify()


def test_messages_that_are_not_given_ask_the_owner(far: Far) -> None:
    far.marketplace.faults.add("messages_query", "missing_right", times=1)
    with pytest.raises(NeedsOwner, match=r"messages are not given.*not allowed"):
        far.connector().verify()


def test_orders_that_are_not_given_are_only_missing(far: Far) -> None:
    far.marketplace.faults.add("orders_query", "missing_right", times=1)
    (sentence,) = far.connector().verify().missing
    assert (
        sentence == "The marketplace gives no orders to these credentials: This partner is not allowed here."
    )
