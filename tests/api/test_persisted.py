"""Queries by their hash (Apollo's automatic persisted queries)."""

import json
from hashlib import sha256
from typing import Any

import pytest

from guichet.api import persisted
from tests.api.asking import Api

NAME = "{ viewer { name } }"


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(persisted, "persisted", persisted.Persisted())


def _ask(api: Api, text: str, query: str | None = None) -> Any:
    found = {"version": 1, "sha256Hash": sha256(text.encode()).hexdigest()}
    body = {"extensions": {"persistedQuery": found}} | ({} if query is None else {"query": query})
    return api.send(json.dumps(body))


def test_a_hash_is_asked_for_its_text_once(as_alice: Api) -> None:
    unknown = _ask(as_alice, NAME)
    assert unknown.status_code == 200
    (error,) = unknown.json()["errors"]
    assert error == {"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}
    assert "RateLimit-Remaining" in unknown.headers
    for query in (NAME, None, None):
        assert _ask(as_alice, NAME, query).json()["data"] == {"viewer": {"name": "Alice"}}


def test_a_wrong_hash_is_refused_and_nothing_is_kept(as_alice: Api) -> None:
    refused = _ask(as_alice, NAME, "{ viewer { email } }")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_HASH_MISMATCH"
    assert _ask(as_alice, NAME).json()["data"] is None


def test_texts_are_kept_for_their_account_alone(as_alice: Api, as_bob: Api) -> None:
    _ask(as_alice, NAME, NAME)
    assert _ask(as_bob, NAME).json()["data"] is None


def test_what_was_kept_is_checked_like_anything_else(as_alice: Api) -> None:
    deep = "{ discussions(first: 100) { nodes { messages(first: 100) { totalCount } } } }"
    for text, code in ((deep, "TOO_MANY_NODES"), ("{ nonsense }", None)):
        for query in (text, None):
            (error,) = _ask(as_alice, text, query).json()["errors"]
            assert error.get("extensions", {}).get("code") == code


@pytest.mark.parametrize("given", ["x", {"version": 2, "sha256Hash": "x"}, {"version": 1}, []])
def test_anything_else_is_malformed(given: object, as_alice: Api) -> None:
    response = as_alice.send(json.dumps({"query": NAME, "extensions": {"persistedQuery": given}}))
    assert response.status_code == 400


def test_an_account_pushes_out_its_own_texts_first(as_alice: Api, as_bob: Api) -> None:
    _ask(as_bob, NAME, NAME)
    texts = [f"{NAME} # {number}{'x' * 90_000}" for number in range(12)]
    for text in texts:
        assert _ask(as_alice, text, text).json()["data"]
    assert _ask(as_alice, texts[0]).json()["data"] is None
    assert _ask(as_alice, texts[-1]).json()["data"]
    assert _ask(as_bob, NAME).json()["data"]
