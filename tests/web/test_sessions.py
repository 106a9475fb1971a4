"""Where one is signed in."""

import pytest
from django.test import Client

from tests.cast import Player
from tests.web.browsing import text_of
from tests.web.signing_in import FORM, SECURITY

pytestmark = pytest.mark.django_db
NEW = "a lighthouse keeps no diary"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/18.0 Mobile/15E148 Safari/604.1"
)


def signed_in(agent: str, address: str = "127.0.0.1") -> Client:
    """A browser that signed in by the form."""
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    assert client.post("/sign-in", FORM).status_code == 303
    return client


def test_they_are_seen_and_ended_one_by_one_and_all_at_once(alice: Player) -> None:
    here, phone = signed_in(FIREFOX), signed_in(PHONE, "203.0.113.7")
    page = here.get(SECURITY)
    assert "Firefox on Linux 127.0.0.1 · this one" in text_of(page)
    assert "Safari on iPhone 203.0.113.7 · last seen" in text_of(page)
    end = page.content.decode().split("/settings/security/sessions/")[1].split("/end")[0]
    assert here.post(f"{SECURITY}/sessions/{end}/end").status_code == 303
    assert (phone.get("/").status_code, phone.get("/live").status_code) == (302, 401)
    assert here.post(f"{SECURITY}/sessions/{end}/end").status_code == 404
    others = [signed_in(PHONE), signed_in(FIREFOX)]
    here.post(f"{SECURITY}/sessions/end-others")
    assert [one.get("/").status_code for one in (here, *others)] == [200, 302, 302]


def test_nobody_sees_or_ends_those_of_others(alice: Player, bob: Player) -> None:
    mine = signed_in(FIREFOX)
    his = Client(HTTP_USER_AGENT=PHONE)
    his.post("/sign-in", FORM | {"email": "bob@example.com"})
    assert "Firefox on Linux" not in text_of(his.get(SECURITY))
    from allauth.usersessions.models import UserSession

    session = UserSession.objects.get(user=alice.person)
    assert his.post(f"{SECURITY}/sessions/{session.pk}/end").status_code == 404
    his.post(f"{SECURITY}/sessions/end-others")
    assert mine.get("/").status_code == 200


def test_a_new_password_ends_all_others(alice: Player) -> None:
    here, there = signed_in(FIREFOX), signed_in(PHONE)
    form = {
        "current_password": FORM["password"],
        "new_password": "a much longer one",
        "again": "a much longer one",
    }
    assert here.post("/settings/password", form).status_code == 303
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)
    assert "this one" in text_of(here.get(SECURITY))
    assert "iPhone" not in text_of(here.get(SECURITY))
