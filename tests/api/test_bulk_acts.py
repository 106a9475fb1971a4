"""All that match, by the API."""

from typing import Any

import pytest

from guichet.accounts.models import Channel
from guichet.inbox.actions import change_many
from guichet.inbox.models import Discussion
from tests.api.asking import Api, api_of
from tests.cast import Player
from tests.inbox.queries.rows import discussion_in
from tests.working import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)

IT = "{ bulkAct { id state total done changed restored kept } errors { field code message } }"
STATUS = f"""mutation ($filter: DiscussionFilter!, $status: DiscussionStatus!) {{
  setStatusOfAllMatching(filter: $filter, status: $status) {IT} }}"""
READ = f"""mutation ($filter: DiscussionFilter!, $isRead: Boolean!) {{
  setReadOfAllMatching(filter: $filter, isRead: $isRead) {IT} }}"""
UNDO = f"mutation ($id: ID!) {{ undoBulkAct(id: $id) {IT} }}"
ASK = "query ($id: ID!) { bulkAct(id: $id) { id state total done changed restored kept createdAt } }"


def done(answer: dict[str, Any]) -> dict[str, Any]:
    """The act of an answer without errors."""
    (payload,) = answer.values()
    assert payload["errors"] == []
    found: dict[str, Any] = payload["bulkAct"]
    return found


def codes(answer: dict[str, Any]) -> list[str]:
    """The codes of a refusal."""
    (payload,) = answer.values()
    assert payload["bulkAct"] is None
    return [error["code"] for error in payload["errors"]]


@pytest.fixture
def three(auchan: Channel) -> None:
    """Two open ones and one that is solved already."""
    for status in ("OPEN", "OPEN", "SOLVED"):
        discussion_in(auchan, status=status)


def test_a_status_for_all_that_match_and_back(as_alice: Api, three: None) -> None:
    act = done(as_alice.data(STATUS, filter={}, status="SOLVED"))
    assert act == {
        "id": act["id"], "state": "DONE", "total": 3, "done": 3, "changed": 2, "restored": 0, "kept": 0
    }  # fmt: skip
    first = Discussion.objects.order_by("id")[0]
    Discussion.objects.filter(id=first.pk).update(status="CLOSED")
    back = done(as_alice.data(UNDO, id=act["id"]))
    assert (back["state"], back["restored"], back["kept"]) == ("UNDONE", 1, 1)
    assert as_alice.data(ASK, id=act["id"])["bulkAct"]["state"] == "UNDONE"


def test_read_for_all_that_match_in_a_job(
    as_alice: Api, three: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_many, "AT_ONCE", 0)
    act = done(as_alice.data(READ, filter={"statuses": ["NEW"]}, isRead=True))
    assert (act["state"], act["total"], act["done"]) == ("RUNNING", 2, 0)
    run_jobs()
    assert as_alice.data(ASK, id=act["id"])["bulkAct"]["done"] == 2
    assert Discussion.objects.filter(is_read=True).count() == 2


def test_refusals(as_alice: Api, as_bob: Api, rita: Player, three: None) -> None:
    act = done(as_alice.data(STATUS, filter={}, status="PENDING"))
    assert codes(as_bob.data(UNDO, id=act["id"])) == ["NOT_FOUND"]
    assert as_bob.data(ASK, id=act["id"]) == {"bulkAct": None}
    assert as_alice.data(ASK, id="act_7") == {"bulkAct": None}
    assert codes(as_alice.data(UNDO, id="nonsense")) == ["NOT_FOUND"]
    assert codes(api_of(rita).data(STATUS, filter={}, status="OPEN")) == ["FORBIDDEN"]
    assert Discussion.objects.filter(status="PENDING").count() == 3
