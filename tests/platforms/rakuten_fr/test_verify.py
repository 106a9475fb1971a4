import socket

import pytest

from guichet.platforms.errors import Busy, MissingRight, NeedsOwner, Unreachable
from guichet.platforms.rakuten_fr.connector import RakutenConnector
from guichet.platforms.rakuten_fr.manifest import MANIFEST
from guichet.platforms.rakuten_fr.settings import from_environment
from guichet.platforms.rakuten_fr.urls import base_url
from sandbox.faults import FaultKind
from sandbox.rakuten_fr import RakutenMarketplace, RunningServer
from tests.platforms.rakuten_fr.conftest import Connecting


def test_good_credentials_name_the_seller(
    connector: RakutenConnector, marketplace: RakutenMarketplace, server: RunningServer
) -> None:
    verified = connector.verify()
    assert verified.shop_name == "boutique-du-lac"
    assert verified.shop_key == f"127.0.0.1:{server.port}:{marketplace.state.seller_id}"
    assert verified.credentials == {
        "login": marketplace.login, "token": marketplace.token, "baseUrl": server.url,
    }  # fmt: skip
    assert verified.missing == ()


def test_trying_marks_nothing_as_read(connector: RakutenConnector, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_item("Bonjour")
    connector.verify()
    assert item.causes() == ["UNREAD_MESSAGE_FROM_BUYER"]


def test_case_of_the_login_and_pasted_blanks_make_no_other_shop(
    connecting: Connecting, marketplace: RakutenMarketplace, server: RunningServer
) -> None:
    pasted = {
        "login": " Boutique-du-Lac ",
        "token": f" {marketplace.token}\n",
        "baseUrl": f"{server.url}/sales_ws?x",
    }
    assert connecting(**pasted).verify().shop_key == connecting().verify().shop_key


@pytest.mark.parametrize("wrong", [{"token": "wrong"}, {"login": "somebody"}])
def test_wrong_credentials_ask_the_owner(connecting: Connecting, wrong: dict[str, str]) -> None:
    with pytest.raises(NeedsOwner, match="seller name, not your e-mail"):
        connecting(**wrong).verify()


@pytest.mark.parametrize("missing", [{"token": " "}, {"login": ""}])
def test_missing_credentials_ask_the_owner(connecting: Connecting, missing: dict[str, str]) -> None:
    with pytest.raises(NeedsOwner, match="missing"):
        connecting(**missing)


def test_letters_unknown_over_there_cannot_be_credentials(connecting: Connecting) -> None:
    with pytest.raises(NeedsOwner, match="Copy them again") as caught:
        connecting(token="жетон-secret")
    assert "жетон" not in repr(caught.value.__cause__) + repr(caught.value)
    assert caught.value.__suppress_context__


def test_sales_that_may_not_be_read_are_told(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    marketplace.deny("getcurrentsales")
    (sentence,) = connector.verify().missing
    assert "orders" in sentence


def test_messages_that_may_not_be_read_are_no_channel(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    marketplace.deny("getitemtodolist")
    with pytest.raises(MissingRight):
        connector.verify()


def test_a_web_page_is_not_the_service(connector: RakutenConnector, marketplace: RakutenMarketplace) -> None:
    marketplace.faults.add("*", "login_page")
    with pytest.raises(NeedsOwner, match="address"):
        connector.verify()


@pytest.mark.parametrize("kind", ["timeout", "reset", "server_error", "bad_gateway", "throttle", "truncated"])
def test_trouble_is_busy(
    connector: RakutenConnector, marketplace: RakutenMarketplace, kind: FaultKind
) -> None:
    marketplace.faults.add("*", kind)
    with pytest.raises(Busy):
        connector.verify()


def test_nobody_there_is_unreachable(connecting: Connecting) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable):
        connecting(baseUrl=f"http://127.0.0.1:{port}").verify()


@pytest.mark.parametrize(
    ("pasted", "base"),
    [
        ("https://ws.fr.shopping.rakuten.com", "https://ws.fr.shopping.rakuten.com"),
        ("ws.fr.shopping.rakuten.com/sales_ws", "https://ws.fr.shopping.rakuten.com"),
        (" HTTPS://WS.FR.Shopping.Rakuten.com/ ", "https://ws.fr.shopping.rakuten.com"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080"),
    ],
)
def test_an_address_is_cut_down_to_its_host(pasted: str, base: str) -> None:
    assert base_url(pasted) == base


@pytest.mark.parametrize(
    "pasted", ["", "ftp://x.example", "https://me:secret@x.example", "https://", "a b", "http://x:99999"]
)
def test_what_is_no_address_asks_the_owner(pasted: str) -> None:
    with pytest.raises(NeedsOwner, match="address") as caught:
        base_url(pasted)
    assert "secret" not in str(caught.value)


def test_the_manifest_asks_for_what_the_contract_names() -> None:
    assert [(f.name, f.is_secret, f.is_required) for f in MANIFEST.credential_fields] == [
        ("login", False, True),
        ("token", True, True),
        ("baseUrl", False, True),
    ]
    assert not MANIFEST.capabilities.sends_attachments


def test_settings_come_from_the_environment() -> None:
    settings = from_environment(
        {
            "GUICHET_RAKUTEN_MAX_BYTES": "400",
            "GUICHET_RAKUTEN_CHARSET": "UTF-8",
            "GUICHET_RAKUTEN_SEND_METHOD": "post",
            "GUICHET_RAKUTEN_READS_PER_HOUR": "0",
            "GUICHET_RAKUTEN_HISTORY_ITEMS": " 5 ",
            "GUICHET_RAKUTEN_AMICABLE_DAYS": "",
            "GUICHET_RAKUTEN_ZONE": "Europe/Lisbon",
            "GUICHET_DATA_DIR": "/x",
        }
    )
    assert (settings.max_bytes, settings.charset, settings.send_method) == (400, "utf-8", "POST")
    assert (settings.reads_per_hour, settings.history_items, settings.amicable_days) == (0, 5, 3)
    assert settings.zone.key == "Europe/Lisbon"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAX_BYTES", "0"),
        ("MAX_BYTES", "many"),
        ("CHARSET", "ascii"),
        ("SEND_METHOD", "PUT"),
        ("ZONE", "Paris"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"GUICHET_RAKUTEN_{name} must be"):
        from_environment({f"GUICHET_RAKUTEN_{name}": value})
