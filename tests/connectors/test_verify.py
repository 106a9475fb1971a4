import socket

import pytest

from guichet.platforms.errors import Busy, NeedsOwner, Unreachable
from tests.connectors.rehearsal import Rehearsal


def test_good_credentials_name_the_shop(rehearsal: Rehearsal) -> None:
    verified = rehearsal.connector().verify()
    assert verified.shop_name
    assert verified.shop_key
    assert verified.missing == ()


def test_the_same_shop_has_the_same_key_and_its_credentials_work_again(rehearsal: Rehearsal) -> None:
    first = rehearsal.connector().verify()
    again = rehearsal.connector(**first.credentials).verify()
    assert again.shop_key == first.shop_key
    assert again.credentials == first.credentials


def test_a_refused_key_asks_the_owner(rehearsal: Rehearsal) -> None:
    with pytest.raises(NeedsOwner, match="key"):
        rehearsal.connector(**rehearsal.wrong_secret()).verify()


def test_nobody_there_is_unreachable(rehearsal: Rehearsal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(Unreachable):
        rehearsal.connector(**rehearsal.other_address(url)).verify()


@pytest.mark.parametrize("kind", ["timeout", "reset", "server_error", "bad_gateway", "throttle", "truncated"])
def test_a_marketplace_in_trouble_is_busy(rehearsal: Rehearsal, kind: str) -> None:
    rehearsal.break_off("account", kind)
    with pytest.raises((Busy, NeedsOwner)) as caught:
        rehearsal.connector().verify()
    assert isinstance(caught.value, Busy)


def test_a_web_page_is_not_a_marketplace(rehearsal: Rehearsal) -> None:
    rehearsal.break_off("account", "login_page")
    with pytest.raises(NeedsOwner, match="address"):
        rehearsal.connector().verify()
