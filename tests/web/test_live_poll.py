"""The question of every open page, and who may ask it."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from guichet.accounts.models import Channel, Person
from guichet.accounts.queries.session_viewer import viewer_of_session
from guichet.accounts.queries.viewer import viewer_of_person
from guichet.inbox.models import Discussion
from guichet.inbox.queries.version import version_now
from tests.cast import Company, Player
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_nothing_new_is_204_and_carries_a_version(inside: Client, shop: list[Channel]) -> None:
    answer = inside.get("/live", {"since": version_now()})
    assert answer.status_code == 204
    assert answer.content == b""
    assert answer["Cache-Control"] == "no-store"
    assert inside.get("/live", {"since": answer["X-Version"]}).status_code == 204


def test_a_change_is_named(inside: Client, shop: list[Channel]) -> None:
    one, other = Discussion.objects.all()[:2]
    since = version_now()
    Discussion.objects.filter(id=one.pk).update(is_read=True)
    answer = inside.get("/live", {"since": since})
    assert answer.status_code == 200
    assert answer.json() == {"version": answer["X-Version"], "changed": [str(one.pk)]}
    assert inside.get("/live", {"since": since, "d": str(other.pk)}).status_code == 204
    assert inside.get("/live", {"since": since, "d": str(one.pk)}).json()["changed"] == [str(one.pk)]
    assert inside.get("/live", {"since": answer["X-Version"]}).status_code == 204


def test_an_unknown_version_means_everything(inside: Client, shop: list[Channel]) -> None:
    assert inside.get("/live", {"since": "nonsense"}).json()["changed"] is None
    assert inside.get("/live").json()["changed"] is None
    assert inside.get("/live", {"since": version_now(), "d": "7"}).status_code == 400


def test_stores_and_accounts_stay_apart(
    shop: list[Channel], charlie: Player, bob: Player, lumen: Company
) -> None:
    since = version_now()
    Discussion.objects.filter(store=lumen.store).update(is_read=True)
    assert browser_of(charlie).get("/live", {"since": since}).status_code == 204
    assert browser_of(bob).get("/live", {"since": since}).status_code == 204
    his = Discussion.objects.filter(store=lumen.other_store)
    his.update(is_read=True)
    changed = browser_of(charlie).get("/live", {"since": since}).json()["changed"]
    assert set(changed) == {str(pk) for pk in his.values_list("id", flat=True)}
    assert browser_of(bob).get("/live", {"since": since}).status_code == 204


def test_only_those_who_are_signed_in_are_answered(alice: Player, inside: Client) -> None:
    since = version_now()
    assert Client().get("/live", {"since": since}).status_code == 401
    assert inside.post("/live").status_code == 405
    key = inside.cookies[settings.SESSION_COOKIE_NAME].value
    assert viewer_of_session(key) == viewer_of_person(alice.person) == alice.viewer
    assert viewer_of_session(key + "x") is None
    assert viewer_of_session("") is None


def test_a_page_left_open_after_its_session_fills_no_log(caplog: pytest.LogCaptureFixture) -> None:
    """Each of them asks once a minute, all night."""
    assert Client().get("/live").status_code == 401
    assert caplog.records == []


def test_a_session_ends_with_its_time_its_password_and_its_person(alice: Player, inside: Client) -> None:
    from django.contrib.sessions.models import Session

    assert inside.get("/live").status_code == 200
    Session.objects.update(expire_date=timezone.now())
    assert inside.get("/live").status_code == 401
    inside.force_login(alice.person)
    assert inside.get("/live").status_code == 200
    Person.objects.update(is_active=False)
    assert inside.get("/live").status_code == 401
    Person.objects.update(is_active=True)
    assert inside.get("/live").status_code == 200
    alice.person.set_password("another long password")
    alice.person.save()
    assert inside.get("/live").status_code == 401


def test_charlie_is_the_same_to_both_doors(charlie: Player) -> None:
    key = browser_of(charlie).cookies[settings.SESSION_COOKIE_NAME].value
    assert viewer_of_session(key) == charlie.viewer
    charlie.member.delete()
    assert viewer_of_session(key) is None
