"""What a log line may say."""

import asyncio
import json
import logging
import sys
from logging.config import dictConfig
from types import SimpleNamespace
from typing import Any, cast

import pytest
from procrastinate import JobContext
from procrastinate.worker import Worker

from guichet.config.logs import DiscreetFormatter, logging_settings
from guichet.config.settings import LOGGING
from guichet.jobs.watch import watched
from guichet.telemetry.correlation import correlated, given_or_new


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


@pytest.mark.timeout(20)
def test_a_ring_of_errors_is_told_once() -> None:
    """As of a lost connection that is raised again while its own consequence is dealt with."""
    first, second = ValueError("a customer's words"), KeyError("a secret")
    first.__context__, second.__context__ = second, first
    text = DiscreetFormatter().formatException((ValueError, first, None))
    assert text.splitlines() == ["builtins.ValueError", "builtins.KeyError"]


def test_every_handler_uses_it() -> None:
    handlers = LOGGING["handlers"].values()
    assert {handler["formatter"] for handler in handlers} == {"line"}
    assert LOGGING["formatters"]["line"]["()"].endswith("DiscreetFormatter")


def test_a_line_for_machines_holds_the_same_and_nothing_that_libraries_hang_on_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        dictConfig(logging_settings("json", "INFO", says_calls=False))
        try:
            int("Camille Renard")
        except ValueError:
            with correlated("0123456789abcdef"):
                logging.getLogger("guichet").exception("it failed", extra={"request": "her address"})
    finally:
        dictConfig(LOGGING)
    line = json.loads(capsys.readouterr().err)
    assert set(line) == {"time", "level", "logger", "correlation", "pid", "message", "exc_info"}
    assert (line["correlation"], line["message"]) == ("0123456789abcdef", "it failed")
    assert "Camille" not in line["exc_info"]
    assert line["exc_info"].endswith("builtins.ValueError")


@pytest.mark.parametrize("given", [None, "", "short", "two\nlines-of-log", "x" * 65])
def test_an_id_that_could_harm_a_log_is_not_taken_over(given: str | None) -> None:
    assert given_or_new(given) != given


def test_a_job_and_its_threads_log_under_one_id(capsys: pytest.CaptureFixture[str]) -> None:
    async def work() -> None:
        logging.getLogger("guichet.sync").info("in the loop")
        await asyncio.to_thread(logging.getLogger("guichet.http").info, "in a thread")

    async def both() -> None:
        for number in (7, 8):
            job = SimpleNamespace(id=number, task_name="channel.sync", task_kwargs={"channel_id": "c"})
            context = cast("JobContext", cast("Any", SimpleNamespace(job=job)))
            await asyncio.create_task(watched(work, context, cast("Worker", None)))

    try:
        dictConfig(logging_settings("json", "INFO", says_calls=True))
        asyncio.run(both())
    finally:
        dictConfig(LOGGING)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    ids = [line["correlation"] for line in lines]
    assert ids[0] == ids[1] != ids[2] == ids[3]
    assert [one.partition("-")[0] for one in ids] == ["7", "7", "8", "8"]
