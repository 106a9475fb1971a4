"""What is not a request is refused with a sentence, in the shape of an answer."""

import json

import pytest
from django.test import Client

from guichet.api.request_body import MAX_BODY
from tests.api.asking import Api

NAME = "{ viewer { name } }"


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options", "patch"])
def test_only_post(method: str, as_alice: Api) -> None:
    headers = {"Authorization": f"Bearer {as_alice.token}"}
    response = getattr(Client(), method)("/graphql", headers=headers)
    assert (response.status_code, response["Allow"]) == (405, "POST")
    if method != "head":
        assert "POST" in response.json()["errors"][0]["message"]


def test_queries_in_the_url_are_not_answered(as_alice: Api) -> None:
    headers = {"Authorization": f"Bearer {as_alice.token}"}
    assert Client().get("/graphql", {"query": NAME}, headers=headers).status_code == 405


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"5", b'"x"', b"[]", b"{}", b'{"query": 5}',
        b'[{"query": "{ viewer { name } }"}]',
        b'{"query": null}', b'{"query": ""}', b'{"query": "{viewer{name}}", "variables": 5}', b"\xff\xfe",
        b'{"query": "{viewer{name}}", "variables": {"a": "\\ud800"}}', b"[" * 50_000,
        b'{"query": "{viewer{name}}", "variables": "{}"}',
    ],
)  # fmt: skip
def test_bodies_that_are_no_request(body: bytes, as_alice: Api) -> None:
    response = as_alice.send(body)
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["extensions"] == {"code": "MALFORMED"}
    assert len(error["message"]) > 10


def test_several_operations_in_one_array_are_not_answered(as_alice: Api) -> None:
    response = as_alice.send(json.dumps([{"query": NAME}] * 2))
    assert "one operation" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/graphql"])
def test_other_kinds_of_content(kind: str, as_alice: Api) -> None:
    assert as_alice.send(json.dumps({"query": NAME}), content_type=kind).status_code == 400


def test_more_than_100_kb_are_refused(as_alice: Api) -> None:
    body = json.dumps({"query": NAME, "variables": {"a": ""}})
    filled = body.replace('""', f'"{"x" * (MAX_BODY - len(body))}"')
    assert len(filled) == MAX_BODY
    assert as_alice.send(filled).status_code == 200
    response = as_alice.send(filled + " ")
    assert response.status_code == 413
    assert "100 kB" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("{", "Syntax Error"),
        ("{ nonsense }", "Cannot query field"),
        ("{ viewer }", "must have a selection"),
        ("query A { viewer { name } } query B { viewer { name } }", "operationName"),
        ("fragment F on Viewer { name ...F } { viewer { ...F } }", "itself"),
        ("subscription { x }", "subscription"),
    ],
)
def test_queries_that_make_no_sense_are_told_why(query: str, said: str, as_alice: Api) -> None:
    response = as_alice.post(query)
    assert response.status_code in (200, 400)
    assert said in response.json()["errors"][0]["message"]


def test_one_of_several_operations_is_chosen_by_name(as_alice: Api) -> None:
    query = "query A { viewer { name } } query B { viewer { email } }"
    answer = as_alice.send(json.dumps({"query": query, "operationName": "B"})).json()
    assert answer["data"] == {"viewer": {"email": "alice@example.com"}}
