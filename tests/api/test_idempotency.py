"""A mutation with a key acts once, whatever happens on the way."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from guichet.accounts.actions.forget_asked import forget_answers
from guichet.accounts.models import ApiAnswer, ApiToken
from guichet.accounts.queries.viewer import viewer_of_token
from guichet.inbox.actions import save_view as action
from guichet.inbox.models import Attachment, View
from tests.api.asking import Api, api_of
from tests.cast import Player
from tests.waiting import until

SAVE = "mutation ($name: String!) { saveView(input: {name: $name}) { view { id name } errors { code } } }"
MADE = 'mutation { createToken(input: {name: "Ticket tool", scope: READ}) { secret errors { code } } }'

# The claim of the key waits for the transaction that holds it.
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%api_answer%'"


def _save(api: Api, name: str, key: str = "k-1") -> Any:
    return api.post(SAVE, {"name": name}, Idempotency_Key=key)


def test_the_same_request_twice_acts_once_and_answers_the_same(as_alice: Api) -> None:
    first, second = _save(as_alice, "Mine"), _save(as_alice, "Mine", '"k-1"')
    assert first.json()["data"]["saveView"]["view"]["name"] == "Mine"
    assert second.json() == first.json()
    assert "Idempotency-Replayed" not in first.headers
    assert second["Idempotency-Replayed"] == "true"
    assert View.objects.count() == 1


def test_another_request_with_the_key_is_refused(as_alice: Api) -> None:
    _save(as_alice, "Mine")
    other = _save(as_alice, "Other")
    assert other.status_code == 422
    assert other.json()["errors"][0]["extensions"] == {"code": "IDEMPOTENCY_KEY_REUSED"}
    assert View.objects.count() == 1


def test_keys_belong_to_one_token(as_alice: Api, alice: Player) -> None:
    _save(as_alice, "Mine")
    answer = _save(api_of(alice), "Other").json()
    assert answer["data"]["saveView"]["view"]["name"] == "Other"


def test_answers_go_after_a_day(as_alice: Api) -> None:
    _save(as_alice, "Mine")
    assert forget_answers() == 0
    ApiAnswer.objects.update(created_at=timezone.now() - timedelta(hours=24, seconds=1))
    assert forget_answers() == 1
    assert not ApiAnswer.objects.exists()


@pytest.mark.parametrize("key", ["", '""', "é", "x" * 256, "a\tb"])
def test_keys_that_cannot_be_kept(key: str, as_alice: Api) -> None:
    assert _save(as_alice, "Mine", key).status_code == 400
    assert not View.objects.exists()


def test_nothing_is_kept_for_what_did_not_act(as_alice: Api) -> None:
    for query in (
        SAVE.replace("saveView", "nonsense"),
        SAVE.replace("view {", "view {{"),
        "{ viewer { name } }",
    ):
        assert as_alice.post(query, {"name": "Mine"}, Idempotency_Key="k-1").status_code == 200
    assert not ApiAnswer.objects.exists()
    assert _save(as_alice, "Mine").json()["data"]["saveView"]["view"]


def test_a_refusal_is_an_answer_too(as_alice: Api) -> None:
    first, second = _save(as_alice, ""), _save(as_alice, "")
    assert first.json()["data"]["saveView"]["errors"]
    assert second.json() == first.json()


def test_an_unexpected_error_undoes_all_and_frees_the_key(
    as_alice: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = """mutation ($name: String!) {
      a: saveView(input: {name: $name}) { view { id } } b: saveView(input: {name: "B"}) { view { id } } }"""
    known, calls = action.save_view, []

    def breaks(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        made = known(*args, **kwargs)
        return made if len(calls) == 1 else 1 / 0

    monkeypatch.setattr(action, "save_view", breaks)
    answer = as_alice.post(two, {"name": "Mine"}, Idempotency_Key="k-1")
    assert answer.status_code == 500
    assert "quote" in answer.json()["errors"][0]["message"]
    assert len(calls) == 2
    assert not View.objects.exists()
    monkeypatch.undo()
    assert _save(as_alice, "Mine").json()["data"]["saveView"]["view"]


def test_files_are_part_of_the_request(as_alice: Api) -> None:
    query = "mutation ($f: Upload!) { uploadAttachment(file: $f) { attachment { id } errors { code } } }"

    def send(content: bytes) -> Any:
        form = {
            "operations": json.dumps({"query": query, "variables": {"f": None}}),
            "map": '{"0": ["variables.f"]}',
            "0": SimpleUploadedFile("a.txt", content),
        }
        headers = {"Authorization": f"Bearer {as_alice.token}", "Idempotency-Key": "k-1"}
        return as_alice.client.post("/graphql", form, headers=headers)

    first = send(b"one")
    assert first.json()["data"]["uploadAttachment"]["attachment"], first.json()
    assert send(b"one").json() == first.json()
    assert send(b"two").status_code == 422
    assert Attachment.objects.count() == 1


def test_kept_answers_are_sealed(as_alice: Api) -> None:
    first = as_alice.post(MADE, Idempotency_Key="k-1").json()["data"]["createToken"]
    assert viewer_of_token(first["secret"]) is not None
    (body,) = ApiAnswer.objects.values_list("body", flat=True)
    assert body is not None
    assert first["secret"].encode() not in bytes(body)
    assert as_alice.post(MADE, Idempotency_Key="k-1").json()["data"]["createToken"] == first
    assert ApiToken.objects.filter(name="Ticket tool").count() == 1


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_act_once(alice: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    api = api_of(alice)
    inside, go_on = threading.Event(), threading.Event()
    known = action.save_view

    def slow(*args: Any, **kwargs: Any) -> Any:
        inside.set()
        assert go_on.wait(10)
        return known(*args, **kwargs)

    monkeypatch.setattr(action, "save_view", slow)

    def ask(_: int) -> Any:
        try:
            return _save(Api(api.token), "Mine")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(ask, 0)
        assert inside.wait(10)
        second = threads.submit(ask, 1)
        until(_somebody_waits, 10)
        go_on.set()
        answers = [first.result(), second.result()]
    assert [a.status_code for a in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert View.objects.count() == 1
    assert [a.headers.get("Idempotency-Replayed") for a in answers] == [None, "true"]


@pytest.mark.django_db(transaction=True)
def test_a_second_one_does_not_wait_for_ever(alice: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    api = api_of(alice)
    monkeypatch.setattr("guichet.accounts.kept_answers.PATIENCE", "50ms")
    answers: list[Any] = []

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        with ThreadPoolExecutor(1) as thread:
            answers.append(thread.submit(ask).result())
        raise ZeroDivisionError

    def ask() -> Any:
        try:
            return _save(Api(api.token), "Mine")
        finally:
            connection.close()

    monkeypatch.setattr(action, "save_view", meanwhile)
    assert _save(api, "Mine").status_code == 500
    (second,) = answers
    assert second.status_code == 409
    assert second["Retry-After"] == "5"
    assert second.json()["errors"][0]["extensions"] == {"code": "IDEMPOTENCY_KEY_IN_USE"}
