"""Status and read marks from the list, by plain forms and by the script."""

import pytest
from django.test import Client

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion
from tests.cast import Company, Player
from tests.web.browsing import attributes, browser_of, text_of

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


def some(count: int) -> list[str]:
    """Ids of discussions."""
    return [str(pk) for pk in Discussion.objects.order_by("id").values_list("id", flat=True)[:count]]


def test_ticked_ones_are_solved_and_the_list_says_so(inside: Client, shop: list[Channel]) -> None:
    ids = some(3)
    form = {"d": ids, "status": "solved", "next": "/?type=order"}
    answer = inside.post("/discussions/status", form, follow=True)
    assert answer.redirect_chain == [("/?type=order", 303)]
    assert "Solved: 3 discussions." in text_of(answer)
    assert set(Discussion.objects.filter(status="SOLVED").values_list("id", flat=True)) == {
        d.pk for d in Discussion.objects.filter(id__in=ids)
    }


def test_read_and_unread(inside: Client, shop: list[Channel]) -> None:
    inside.post("/discussions/read", {"d": some(2), "read": "1"})
    assert Discussion.objects.filter(is_read=True).count() == 2
    inside.post("/discussions/read", {"d": some(1), "read": "0"})
    assert Discussion.objects.filter(is_read=True).count() == 1


def test_the_script_gets_the_numbers_that_changed(inside: Client, shop: list[Channel]) -> None:
    form = {"d": some(2), "status": "pending", "next": "/?status=open"}
    answer = inside.post("/discussions/status", form, headers=SCRIPT)
    assert answer.status_code == 200
    assert '<span class="nav__count" id="n-pending">2</span>' in answer.content.decode()
    assert "10 discussions, 10 unread" in text_of(answer)


def test_nothing_ticked_is_said_and_nothing_happens(inside: Client, shop: list[Channel]) -> None:
    answer = inside.post("/discussions/status", {"status": "solved"}, follow=True)
    assert "Tick at least one discussion first." in text_of(answer)
    assert inside.post("/discussions/status", {"status": "solved"}, headers=SCRIPT).status_code == 422
    odd = inside.post("/discussions/status", {"status": "vanished", "d": some(1)}, follow=True)
    assert "Choose open, pending, solved or closed." in text_of(odd)
    broken = inside.post("/discussions/status", {"status": "solved", "d": ["1042"]}, follow=True)
    assert "One of the ticks has no proper id" in text_of(broken)
    assert not Discussion.objects.exclude(status="OPEN").exists()


def test_another_account_s_discussion_is_not_there(bob: Player, shop: list[Channel]) -> None:
    assert browser_of(bob).post("/discussions/status", {"d": some(1), "status": "solved"}).status_code == 404
    assert browser_of(bob).post("/discussions/read", {"d": some(1), "read": "1"}).status_code == 404
    assert not Discussion.objects.exclude(status="OPEN", is_read=False).exists()


def test_a_reader_has_no_bar_and_may_not(rita: Player, shop: list[Channel]) -> None:
    client = browser_of(rita)
    assert "Mark read" not in text_of(client.get("/"))
    answer = client.post("/discussions/status", {"d": some(1), "status": "solved"})
    assert answer.status_code == 403
    assert "Your role may only read." in text_of(answer)


def test_without_a_script_the_pill_leads_to_four_statuses(inside: Client, shop: list[Channel]) -> None:
    pill = attributes(inside.get("/?type=product"), "href", "data-status-menu")[0]
    page = inside.get(pill)
    assert attributes(page, "value", 'name="status"') == ["open", "pending", "solved", "closed"]
    form = {"d": attributes(page, "value", 'name="d"'), "next": attributes(page, "value", 'name="next"')[-1]}
    answer = inside.post("/discussions/status", {**form, "status": "closed"})
    assert answer["Location"] == "/?type=product"
    assert Discussion.objects.get(type="PRODUCT").status == "CLOSED"


def test_forms_do_not_lead_elsewhere(inside: Client, shop: list[Channel]) -> None:
    form = {"d": some(1), "status": "solved", "next": "//evil.example/"}
    assert inside.post("/discussions/status", form)["Location"] == "/"


def test_preferences_are_kept_on_the_profile_and_rendered(
    inside: Client, alice: Player, lumen: Company
) -> None:
    inside.post("/preferences", {"theme": "dark"})
    inside.post("/preferences", {"density": "comfortable"}, headers=SCRIPT)
    inside.post("/preferences", {"theme": "<script>"})
    assert '<html lang="en" data-theme="dark" data-density="comfortable">' in inside.get("/").content.decode()
    inside.post("/preferences", {"theme": ""})
    assert '<html lang="en" data-density="comfortable">' in inside.get("/").content.decode()
