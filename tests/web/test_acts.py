"""All that match: begun from the list, followed and taken back, with and without a script."""

import pytest
from django.test import Client

from guichet.accounts.models import Channel
from guichet.inbox.actions import change_many, run_bulk, undo_bulk
from guichet.inbox.models import BulkAct, Discussion
from tests.cast import Player
from tests.web.browsing import attributes, browser_of, text_of
from tests.working import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a dozen were thousands."""
    monkeypatch.setattr(change_many, "AT_ONCE", 0)
    monkeypatch.setattr(undo_bulk, "AT_ONCE", 0)
    monkeypatch.setattr(run_bulk, "BATCH", 5)


def some(count: int) -> list[str]:
    """Ids of discussions."""
    return [str(pk) for pk in Discussion.objects.order_by("id").values_list("id", flat=True)[:count]]


def test_without_a_script_a_page_says_what_became_of_it(inside: Client, shop: list[Channel]) -> None:
    form = {"all": "1", "status": "solved", "next": "/?type=order"}
    matching = Discussion.objects.filter(type="ORDER").count()
    page = inside.post("/discussions/status", form, follow=True)
    assert f"Solved: {matching} discussions." in text_of(page)
    assert "All of them are done." in text_of(page)
    assert attributes(page, "href", "data-back") == ["/?type=order"]
    assert Discussion.objects.filter(status="SOLVED").count() == matching
    assert not Discussion.objects.filter(status="SOLVED").exclude(type="ORDER").exists()
    (path,) = attributes(page, "action", "/undo")
    page = inside.post(path, {"next": "/?type=order"}, follow=True)
    assert f"Put back: {matching} discussions." in text_of(page)
    assert not Discussion.objects.exclude(status="OPEN").exists()
    assert attributes(page, "action", "/undo") == []


def test_a_long_one_is_followed(inside: Client, shop: list[Channel], slow: None) -> None:
    form = {"all": "1", "read": "1", "next": "/?status=all"}
    page = inside.post("/discussions/read", form, follow=True)
    assert page["Refresh"] == "2"
    assert "0 of 12 are done" in text_of(page)
    act = BulkAct.objects.get()
    told = inside.get(f"/acts/{act.pk}", headers=SCRIPT).json()
    assert (told["isUnderWay"], told["done"], told["total"]) == (True, 0, 12)
    run_bulk._batch(act.pk)
    assert inside.get(f"/acts/{act.pk}", headers=SCRIPT).json()["done"] == 5
    run_jobs()
    told = inside.get(f"/acts/{act.pk}", headers=SCRIPT).json()
    assert (told["isUnderWay"], told["words"]) == (False, "Marked read: 12 discussions.")
    assert "Refresh" not in inside.get(f"/acts/{act.pk}")
    told = inside.post(f"/acts/{act.pk}/undo", {"next": "/"}, headers=SCRIPT).json()
    assert told["isUnderWay"]
    assert 'id="n-open"' in told["numbers"]
    assert "0 are put back so far." in text_of(inside.get(f"/acts/{act.pk}"))
    run_jobs()
    assert Discussion.objects.filter(is_read=False).count() == 12


def test_ticked_ones_are_taken_back_exactly(inside: Client, shop: list[Channel]) -> None:
    ids = some(3)
    Discussion.objects.filter(id=ids[0]).update(status="PENDING")
    answer = inside.post("/discussions/status", {"d": ids, "status": "solved", "next": "/"}, headers=SCRIPT)
    act = answer["X-Act"]
    Discussion.objects.filter(id=ids[1]).update(status="CLOSED")
    told = inside.post(f"/acts/{act}/undo", {"next": "/"}, headers=SCRIPT).json()
    assert (told["restored"], told["kept"], told["isUnderWay"]) == (2, [ids[1]], False)
    assert "1 was changed by somebody else meanwhile and stays as it is." in told["undone"]
    now = dict(Discussion.objects.filter(id__in=ids).values_list("id", "status"))
    assert {str(pk): status for pk, status in now.items()} == dict(
        zip(ids, ["PENDING", "CLOSED", "OPEN"], strict=True)
    )


def test_only_one_s_own(inside: Client, shop: list[Channel], charlie: Player, bob: Player) -> None:
    answer = inside.post("/discussions/status", {"all": "1", "status": "solved", "next": "/"}, headers=SCRIPT)
    for stranger in (charlie, bob):
        assert browser_of(stranger).get(f"/acts/{answer['X-Act']}").status_code == 404
        assert browser_of(stranger).post(f"/acts/{answer['X-Act']}/undo").status_code == 404
    assert Discussion.objects.filter(status="SOLVED").count() == 12


def test_a_reader_may_not(rita: Player, shop: list[Channel]) -> None:
    form = {"all": "1", "status": "solved", "next": "/"}
    assert browser_of(rita).post("/discussions/status", form).status_code == 403
    assert not Discussion.objects.exclude(status="OPEN").exists()


def test_too_late_is_said(inside: Client, shop: list[Channel]) -> None:
    answer = inside.post("/discussions/status", {"all": "1", "status": "solved", "next": "/"}, headers=SCRIPT)
    BulkAct.objects.update(ended_at="2026-01-01T00:00Z")
    late = inside.post(f"/acts/{answer['X-Act']}/undo", headers=SCRIPT)
    assert (late.status_code, "ten minutes" in late.content.decode()) == (409, True)
    assert attributes(inside.get(f"/acts/{answer['X-Act']}"), "action", "/undo") == []
