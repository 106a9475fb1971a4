"""Login and token travel in every address here: no error, cause, log line or representation shows them."""

import logging
import traceback
from collections.abc import Callable

import pytest

from guichet.platforms.errors import ConnectorError
from guichet.platforms.rakuten_fr.connector import RakutenConnector
from sandbox.faults import KINDS, FaultKind
from sandbox.rakuten_fr import RakutenMarketplace
from tests.platforms.rakuten_fr.conftest import SINCE, Connecting
from tests.platforms.rakuten_fr.engine import read, reply

WORDS = "Mon code est 4711"


@pytest.fixture
def asked(connecting: Connecting, marketplace: RakutenMarketplace) -> list[Callable[[], object]]:
    item = marketplace.add_item(WORDS)
    thread = read(connecting(), item.id)
    return [
        lambda: connecting().verify(),
        lambda: list(connecting().pages(None, SINCE)),
        lambda: connecting().thread(str(item.id)),
        lambda: connecting().orders([str(item.purchase_id)]),
        lambda: connecting().send(reply(thread, WORDS)),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_told_when_things_go_wrong(
    asked: list[Callable[[], object]],
    marketplace: RakutenMarketplace,
    kind: FaultKind,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="guichet.http")
    marketplace.faults.add("*", kind)
    for ask in asked:
        try:
            ask()
        except ConnectorError as error:
            _check("".join(traceback.format_exception(error)) + repr(error), marketplace)
    _check(caplog.text, marketplace)
    assert "/sales_ws" in caplog.text
    assert "pwd" not in caplog.text


def _check(shown: str, marketplace: RakutenMarketplace) -> None:
    assert marketplace.token not in shown
    assert marketplace.login not in shown
    assert WORDS not in shown


def test_an_answer_that_repeats_the_secrets_is_masked(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    thread = read(connector, marketplace.add_item("?").id)
    said = f"No {marketplace.login} with {marketplace.token} here"
    marketplace.say_instead(
        "contactuseraboutitem",
        f"<errorresponse><error><type>Sender</type><code>ParameterError</code><message>{said}</message>"
        "</error></errorresponse>".encode(),
    )
    with pytest.raises(ConnectorError, match="No ••• with ••• here") as caught:
        connector.send(reply(thread, "Oui"))
    _check(str(caught.value), marketplace)


def test_representations_tell_nothing(connector: RakutenConnector, marketplace: RakutenMarketplace) -> None:
    inner = [repr(value) for value in vars(connector).values() if not isinstance(value, str)]
    _check(repr(connector) + "".join(inner), marketplace)


def test_the_rehearsal_log_shows_none_either(
    asked: list[Callable[[], object]], marketplace: RakutenMarketplace
) -> None:
    for ask in asked:
        ask()
    shown = repr([call.as_json() for call in marketplace.calls.of()])
    assert marketplace.token not in shown
    assert marketplace.login not in shown
