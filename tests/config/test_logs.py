"""What a log line may say."""

import logging
import sys

from guichet.config.logs import DiscreetFormatter
from guichet.config.settings import LOGGING


def test_an_error_is_logged_by_kind_and_place_and_never_by_its_words() -> None:
    try:
        try:
            int("Camille Renard")
        except ValueError as error:
            raise KeyError("her address") from error
    except KeyError:
        record = logging.getLogger("guichet").makeRecord(
            "guichet", logging.ERROR, __file__, 1, "it failed", (), sys.exc_info()
        )
    text = DiscreetFormatter("%(message)s").format(record)
    assert "Camille" not in text
    assert "address" not in text
    assert "builtins.ValueError" in text
    assert "test_logs.py" in text


def test_every_handler_uses_it() -> None:
    handlers = LOGGING["handlers"].values()
    assert {handler["formatter"] for handler in handlers} == {"line"}
    assert LOGGING["formatters"]["line"]["()"].endswith("DiscreetFormatter")
