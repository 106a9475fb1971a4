"""A session's secret is in the browser alone."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from guichet.accounts.queries.session_viewer import viewer_of_session
from guichet.accounts.signing_in.session_store import kept_as
from tests.cast import PASSWORD, Player

pytestmark = pytest.mark.django_db
COOKIE = "guichet_session"


def test_what_is_kept_opens_nothing(alice: Player) -> None:
    browser = Client()
    browser.post("/sign-in", {"email": "alice@example.com", "password": PASSWORD})
    secret = browser.cookies[COOKIE].value
    assert browser.get("/settings/security").status_code == 200
    kept = Session.objects.get(session_key=kept_as(secret))
    assert UserSession.objects.get().session_key == kept.session_key
    assert not Session.objects.filter(session_key=secret).exists()
    assert viewer_of_session(secret) == alice.viewer
    for stolen in (kept.session_key, secret[:-1], ""):
        thief = Client()
        thief.cookies[COOKIE] = stolen
        assert thief.get("/").status_code == 302
        assert thief.get("/live").status_code == 401
        assert viewer_of_session(stolen) is None


def test_signing_in_takes_a_new_secret_and_nobody_chooses_it(alice: Player) -> None:
    """A secret that somebody slipped into the browser opens nothing afterwards (session fixation)."""
    browser = Client()
    browser.cookies[COOKIE] = "slipped-in-by-somebody-else-0001"
    browser.post("/sign-in", {"email": "alice@example.com", "password": PASSWORD})
    assert browser.cookies[COOKIE].value != "slipped-in-by-somebody-else-0001"
    assert viewer_of_session("slipped-in-by-somebody-else-0001") is None
    first = browser.cookies[COOKIE].value
    browser.post("/sign-out")
    assert viewer_of_session(first) is None
