"""What goes wrong on our side is told by a number, and logged without a customer's word."""

import logging
import re

import pytest

from guichet.api import context
from guichet.api.view import ApiView
from tests.api.asking import Api

SECRET = "lina@example.com"


def _break(*_: object) -> None:
    raise RuntimeError(f"DETAIL: Key (email)=({SECRET}) already exists.")


def test_the_unexpected_in_a_field(
    as_alice: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(context, "stores_of", _break)
    with caplog.at_level(logging.ERROR, logger="guichet.api"):
        answer = as_alice.post("{ viewer { name stores { id } } }").json()
    (error,) = answer["errors"]
    assert error["extensions"] == {"code": "INTERNAL"}
    assert error["path"] == ["viewer", "stores"]
    quoted = re.fullmatch(r"Something went wrong on our side; quote ([0-9a-f]{12})\.", error["message"])
    assert quoted is not None
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert quoted[1] in logged
    assert "RuntimeError" in logged
    assert "_break" in logged
    assert SECRET not in caplog.text + str(answer)


def test_the_unexpected_outside_of_any_field(
    as_alice: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ApiView, "run", _break)
    response = as_alice.post("{ viewer { name } }")
    assert response.status_code == 500
    (error,) = response.json()["errors"]
    assert error["message"].startswith("Something went wrong on our side; quote ")
    assert SECRET not in caplog.text + str(error)


def test_a_refusal_in_a_query_carries_its_code_and_field(as_alice: Api) -> None:
    (error,) = as_alice.errors("{ discussions(first: 0) { totalCount } }")
    assert error["message"] == "`first` must be between 1 and 100; it was 0."
    assert error["extensions"] == {"code": "INVALID", "field": "first"}
    assert error["path"] == ["discussions"]
