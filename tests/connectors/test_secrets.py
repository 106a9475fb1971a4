"""No error, cause or log line tells a secret or a customer's words."""

import logging
import traceback
from collections.abc import Callable

import pytest

from guichet.platforms.errors import ConnectorError
from guichet.platforms.port import Connector
from tests.connectors.asking import LONG_AGO, answer_to, read
from tests.connectors.rehearsal import Question, Rehearsal

WORDS = "Mon code est 4711"
KINDS = ["expired_key", "missing_right", "server_error", "reset", "throttle", "truncated", "login_page"]


def _asked(rehearsal: Rehearsal) -> dict[Question, Callable[[Connector], object]]:
    thread_id = rehearsal.write(WORDS, files=[("a.pdf", b"x" * 1000)])
    thread = read(rehearsal.connector(), thread_id)
    (attachment,) = thread.messages[0].attachments

    def download(connector: Connector) -> bytes:
        with connector.file(attachment.marketplace_id) as chunks:
            return b"".join(chunks)

    return {
        "account": lambda connector: connector.verify(),
        "list": lambda connector: list(connector.pages(None, LONG_AGO)),
        "thread": lambda connector: connector.thread(thread_id),
        "orders": lambda connector: connector.orders([rehearsal.order_of(thread_id)]),
        "file": download,
        "send": lambda connector: connector.send(answer_to(thread, WORDS)),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_told_when_things_go_wrong(
    rehearsal: Rehearsal, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="guichet.http")
    failures = 0
    for question, ask in _asked(rehearsal).items():
        rehearsal.break_off(question, kind, times=None)
        try:
            ask(rehearsal.connector())
        except ConnectorError as error:
            failures += 1
            _check("".join(traceback.format_exception(error)) + repr(error), rehearsal)
        rehearsal.mend()
    assert failures
    _check(caplog.text, rehearsal)
    assert "guichet.http" in caplog.text


def _check(shown: str, rehearsal: Rehearsal) -> None:
    for secret in rehearsal.secrets():
        assert secret not in shown
    assert WORDS not in shown


def test_representations_tell_nothing(rehearsal: Rehearsal) -> None:
    connector = rehearsal.connector()
    shown = repr(connector)
    assert not any(secret in shown for secret in rehearsal.secrets())
