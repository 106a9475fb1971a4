"""Views by the API: kept, changed, read back as lists, deleted."""

from typing import Any

import pytest

from guichet.accounts.models import Channel
from guichet.api.ids import Kind, global_id
from tests.api.asking import Api
from tests.cast import Company
from tests.inbox.queries.rows import discussion_in

pytestmark = pytest.mark.django_db

IT = "fragment It on View { id name isShared isOwn mayChange ownerName orderBy }"
SAVE = f"""{IT} mutation ($input: SaveViewInput!) {{ saveView(input: $input) {{
  view {{ ...It filter {{ storeIds statuses types isRead isOverdue subject }}
          discussions {{ totalCount nodes {{ subject }} }} }}
  errors {{ field code message }} }} }}"""
UPDATE = f"""{IT} mutation ($input: UpdateViewInput!) {{ updateView(input: $input) {{
  view {{ ...It filter {{ statuses isRead }} }} errors {{ field code }} }} }}"""
DELETE = "mutation ($id: ID!) { deleteView(viewId: $id) { deletedId errors { code } } }"
VIEWS = "{ views { id name isOwn mayChange discussions(first: 5) { totalCount } } }"


def saved(api: Api, name: str, **more: Any) -> dict[str, Any]:
    """A view that was kept."""
    answer: dict[str, Any] = api.data(SAVE, input={"name": name, **more})["saveView"]
    assert answer["errors"] == []
    view: dict[str, Any] = answer["view"]
    return view


def refused(api: Api, **given: Any) -> list[tuple[str, str]]:
    """Codes and fields of a refusal."""
    answer = api.data(SAVE, input=given)["saveView"]
    assert answer["view"] is None
    return [(error["code"], error["field"]) for error in answer["errors"]]


def test_a_view_is_a_list_by_name(as_alice: Api, auchan: Channel) -> None:
    discussion_in(auchan, subject="Garantie", status="PENDING")
    discussion_in(auchan, subject="Livraison")
    view = saved(
        as_alice,
        "  En   attente ",
        filter={"statuses": ["PENDING"], "isRead": False},
        orderBy="REPLY_DUE_ASC",
    )
    assert (view["name"], view["isShared"], view["isOwn"]) == ("En attente", False, True)
    assert (view["mayChange"], view["ownerName"], view["orderBy"]) == (True, "Alice", "REPLY_DUE_ASC")
    assert view["filter"] == {
        "storeIds": None, "statuses": ["PENDING"], "types": None, "isRead": False, "isOverdue": None,
        "subject": None,
    }  # fmt: skip
    assert view["discussions"] == {"totalCount": 1, "nodes": [{"subject": "Garantie"}]}


def test_names_are_given_and_given_once(as_alice: Api, as_charlie: Api, auchan: Channel) -> None:
    saved(as_alice, "Mine")
    assert refused(as_alice, name="Mine") == [("CONFLICT", "name")]
    assert refused(as_alice, name=" ") == [("REQUIRED", "name")]
    assert refused(as_alice, name="x" * 81) == [("TOO_LONG", "name")]
    saved(as_charlie, "Mine")


def test_only_what_the_list_can_show_is_kept(
    as_alice: Api, as_charlie: Api, auchan: Channel, lumen: Company
) -> None:
    both = [global_id(Kind.STORE, s.pk) for s in (lumen.store, lumen.other_store)]
    assert refused(as_alice, name="Two", filter={"storeIds": both}) == [("INVALID", "filter.storeIds")]
    assert refused(as_alice, name="Not late", filter={"isOverdue": False}) == [
        ("INVALID", "filter.isOverdue")
    ]
    assert refused(as_charlie, name="Not his", filter={"storeIds": both[:1]}) == [
        ("NOT_FOUND", "filter.storeIds")
    ]


def test_a_shared_view_shows_each_their_own(
    as_alice: Api, as_charlie: Api, as_bob: Api, auchan: Channel, boulanger: Channel, lumen: Company
) -> None:
    discussion_in(auchan)
    discussion_in(auchan)
    discussion_in(boulanger)
    saved(as_alice, "Team", isShared=True)
    saved(as_alice, "Private")
    first = global_id(Kind.STORE, lumen.store.pk)
    saved(as_alice, "First store", isShared=True, filter={"storeIds": [first]})
    seen = as_charlie.data(VIEWS)["views"]
    assert [(v["name"], v["isOwn"], v["mayChange"], v["discussions"]["totalCount"]) for v in seen] == [
        ("Team", False, False, 1)
    ]
    assert len(as_alice.data(VIEWS)["views"]) == 3
    assert as_bob.data(VIEWS)["views"] == []


def test_a_view_changes_as_a_whole_or_not_at_all(as_alice: Api, as_charlie: Api, auchan: Channel) -> None:
    view = saved(as_alice, "Old", filter={"statuses": ["OPEN"]})
    change = {"viewId": view["id"], "name": "New", "isShared": True, "filter": {"isRead": False}}
    after = as_alice.data(UPDATE, input=change)["updateView"]["view"]
    assert (after["name"], after["isShared"]) == ("New", True)
    assert after["filter"] == {"statuses": None, "isRead": False}
    broken = {"viewId": view["id"], "name": "Other", "filter": {"hasFailed": False}}
    assert as_alice.data(UPDATE, input=broken)["updateView"]["errors"] == [
        {"field": "filter.hasFailed", "code": "INVALID"}
    ]
    assert as_alice.data(VIEWS)["views"][0]["name"] == "New"
    not_his = as_charlie.data(UPDATE, input={"viewId": view["id"], "name": "Mine now"})["updateView"]
    assert [error["code"] for error in not_his["errors"]] == ["FORBIDDEN"]


def test_deleting(as_alice: Api, as_bob: Api, as_rita: Api, auchan: Channel) -> None:
    view = saved(as_alice, "Gone soon", isShared=True)
    for other, code in ((as_bob, "NOT_FOUND"), (as_rita, "FORBIDDEN")):
        assert other.data(DELETE, id=view["id"])["deleteView"]["errors"] == [{"code": code}]
    assert as_alice.data(DELETE, id=view["id"])["deleteView"] == {"deletedId": view["id"], "errors": []}
    assert as_alice.data(VIEWS)["views"] == []


def test_who_only_reads_keeps_views_and_shares_none(as_rita: Api, auchan: Channel) -> None:
    saved(as_rita, "For me")
    assert refused(as_rita, name="For all", isShared=True) == [("FORBIDDEN", "isShared")]
