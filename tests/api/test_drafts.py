"""Drafts, originals and answers given meanwhile, by the API."""

from typing import Any

import pytest

from guichet.api.ids import Kind, global_id
from guichet.inbox.models import Discussion, Message
from tests.api.asking import Api

pytestmark = pytest.mark.django_db
SAVE = """mutation ($input: SaveDraftInput!) { saveDraft(input: $input) {
  draft { body recipients attachmentIds } errors { field code } } }"""
READ = "query ($id: ID!) { discussion(id: $id) { draft { body } messages { nodes { id original } } } }"
REPLY = """mutation ($input: ReplyInput!) { reply(input: $input) {
  message { id } errors { field code message } } }"""


def _save(api: Api, told: Discussion, body: str) -> Any:
    given = {"discussionId": global_id(Kind.DISCUSSION, told.pk), "body": body, "recipients": ["CUSTOMER"]}
    return api.data(SAVE, input=given)["saveDraft"]


def _read(api: Api, told: Discussion) -> Any:
    return api.data(READ, id=global_id(Kind.DISCUSSION, told.pk))["discussion"]


def test_a_draft_is_kept_read_and_taken_away(told: Discussion, as_alice: Api) -> None:
    kept = _save(as_alice, told, "Bonj")
    assert kept["draft"] == {"body": "Bonj", "recipients": ["CUSTOMER"], "attachmentIds": []}
    assert _read(as_alice, told)["draft"] == {"body": "Bonj"}
    assert _save(as_alice, told, "") == {"draft": None, "errors": []}
    assert _read(as_alice, told)["draft"] is None


def test_an_original_is_read_as_it_came(told: Discussion, as_alice: Api) -> None:
    Message.objects.filter(discussion=told).update(original="<p>Bonjour</p>")
    assert {node["original"] for node in _read(as_alice, told)["messages"]["nodes"]} == {"<p>Bonjour</p>"}


def test_an_answer_given_meanwhile_is_a_conflict(told: Discussion, as_alice: Api) -> None:
    seen = global_id(Kind.MESSAGE, told.messages.latest("id").pk)
    given = {
        "discussionId": global_id(Kind.DISCUSSION, told.pk),
        "body": "Bonjour",
        "recipients": ["CUSTOMER"],
        "lastSeenMessageId": seen,
    }
    first = as_alice.data(REPLY, input=given)["reply"]
    assert first["errors"] == []
    (error,) = as_alice.data(REPLY, input=given)["reply"]["errors"]
    assert (error["field"], error["code"]) == ("lastSeenMessageId", "CONFLICT")
    again = as_alice.data(REPLY, input=given | {"lastSeenMessageId": first["message"]["id"]})["reply"]
    assert again["errors"] == []
