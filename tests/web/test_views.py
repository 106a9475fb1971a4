"""Saved views without a script: from the filters into the menu, with numbers that are right."""

import pytest
from django.test import Client

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion, View
from tests.cast import Company, Player
from tests.web.browsing import attributes, browser_of, subjects, text_of

pytestmark = pytest.mark.django_db


def link_to(client: Client, name: str) -> str:
    """Where the menu leads for a view."""
    view = View.objects.get(name=name)
    return attributes(client.get("/"), "href", f'data-place="view-{view.pk}"')[0]


def number_of(client: Client, name: str, path: str = "/") -> str:
    """What the menu counts for a view."""
    key = f'id="n-view-{View.objects.get(name=name).pk}"'
    return client.get(path).content.decode().split(key)[1].split(">")[1].split("<")[0]


def test_filters_become_a_view_in_the_menu(inside: Client, shop: list[Channel]) -> None:
    page = inside.get("/?type=order&status=open&status=pending&sort=due")
    form = attributes(page, "href", "/views/new")[0]
    assert "status Open or Pending, type Order" in text_of(inside.get(form)).replace("Status", "status")
    answer = inside.post(form, {"name": "Orders to do"}, follow=True)
    assert "Saved: Orders to do." in text_of(answer)
    assert answer.content.decode().count('aria-current="page"') == 2  # the view, and the inbox on phones
    assert "Orders to do 10 discussions" in text_of(answer)
    assert subjects(inside.get(link_to(inside, "Orders to do"))) == subjects(page)
    assert number_of(inside, "Orders to do") == "10"
    Discussion.objects.filter(type="ORDER").update(status="CLOSED")
    assert number_of(inside, "Orders to do") == "0"


def test_a_plain_view_offers_nothing_to_save(inside: Client, shop: list[Channel]) -> None:
    for path in ("/", "/?status=pending", "/?due=late", "/?read=unread&status=all"):
        assert "Save view" not in text_of(inside.get(path))
    assert "Save view" in text_of(inside.get("/?read=unread"))


def test_every_filter_survives(inside: Client, shop: list[Channel], lumen: Company) -> None:
    query = (
        f"status=solved&type=other&marketplace=mirakl-but&read=read&due=soon&unanswered=1&delivery=failed"
        f"&order=A1&participant=le&subject=d%C3%A9lai&q=b&from=2026-03-01&to=2026-03-05&store={lumen.store.pk}"
        "&sort=-last"
    )
    inside.cookies["tz"] = "Europe/Paris"
    inside.post(f"/views/new?{query}", {"name": "All of them"})
    kept = sorted(link_to(inside, "All of them").removeprefix("/?").split("&"))
    assert kept == sorted(query.split("&"))


def test_the_name_is_asked_for_and_kept_while_it_is_mended(inside: Client, shop: list[Channel]) -> None:
    answer = inside.post("/views/new?read=unread", {"name": " "})
    assert answer.status_code == 422
    assert "Give the view a name." in text_of(answer)
    inside.post("/views/new?read=unread", {"name": "Mine"})
    again = inside.post("/views/new?read=read", {"name": "Mine", "shared": "1"})
    assert "There is a view “Mine” already. Choose another name." in text_of(again)
    assert attributes(again, "value", 'id="name"') == ["Mine"]


def test_whoever_sees_one_store_counts_that_store(
    inside: Client, charlie: Player, shop: list[Channel], lumen: Company
) -> None:
    inside.post("/views/new?status=all", {"name": "Everything here", "shared": "1"})
    inside.post("/views/new?status=all&read=unread", {"name": "Mine alone"})
    inside.post(f"/views/new?status=all&store={lumen.store.pk}", {"name": "First", "shared": "1"})
    his = browser_of(charlie)
    assert number_of(inside, "Everything here") == "12"
    assert number_of(his, "Everything here") == str(
        Discussion.objects.filter(store=lumen.other_store).count()
    )
    menu = text_of(his.get("/"))
    assert "Mine alone" not in menu
    assert "First" not in menu
    assert his.get(f"/views/{View.objects.get(name='First').pk}").status_code == 404
    assert his.post(f"/views/{View.objects.get(name='Everything here').pk}/delete").status_code == 403


def test_a_view_without_a_store_counts_the_store_in_view(
    inside: Client, shop: list[Channel], lumen: Company
) -> None:
    inside.post("/views/new?type=order", {"name": "Orders"})
    of_one = Discussion.objects.filter(type="ORDER", store=lumen.store).count()
    assert number_of(inside, "Orders", f"/?store={lumen.store.pk}") == str(of_one)
    assert 0 < of_one < 10


def test_views_that_search_are_counted_afterwards(inside: Client, shop: list[Channel]) -> None:
    inside.post("/views/new?status=all&subject=delai", {"name": "Late"})
    key = f"n-view-{View.objects.get(name='Late').pk}"
    assert f'id="{key}" data-to-count hidden' in inside.get("/").content.decode()
    assert f'id="{key}">2</span>' in inside.get("/views/counts?of=/").content.decode()


def test_renaming_sharing_and_deleting(inside: Client, rita: Player, shop: list[Channel]) -> None:
    inside.post("/views/new?read=unread", {"name": "Mine"})
    edit = attributes(inside.get(link_to(inside, "Mine")), "href", "/views/")[-1]
    answer = inside.post(edit, {"name": "Ours", "shared": "1"}, follow=True)
    assert "Ours 12 discussions" in text_of(answer)
    assert "Ours" in text_of(browser_of(rita).get("/"))
    assert "Everybody sees the name" not in text_of(browser_of(rita).get("/views/new?read=unread"))
    gone = inside.post(f"{edit}/delete", follow=True)
    assert "The view “Ours” is deleted." in text_of(gone)
    assert len(subjects(gone)) == 12
    assert not View.objects.exists()


def test_another_account_has_none_of_it(inside: Client, bob: Player, shop: list[Channel]) -> None:
    inside.post("/views/new?read=unread", {"name": "Mine", "shared": "1"})
    key = View.objects.get().pk
    assert "Mine" not in text_of(browser_of(bob).get("/"))
    assert browser_of(bob).get(f"/views/{key}").status_code == 404
    assert browser_of(bob).post(f"/views/{key}/delete").status_code == 404
