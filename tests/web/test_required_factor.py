"""An account that asks everybody for a second step."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from guichet.accounts.queries.session_viewer import viewer_of_session
from tests.api.asking import api_of
from tests.audited import entries
from tests.cast import Player
from tests.web.browsing import browser_of, text_of
from tests.web.signing_in import with_app

pytestmark = pytest.mark.django_db
PAGE, ASK = "/settings/company", "/settings/company/second-factor"
WAITING = "Your company asks everybody for a second step"
WHO = "{ viewer { account { requiresSecondFactor } } }"
SET = "mutation ($on: Boolean!) { setRequiresSecondFactor(required: $on) { errors { code field message } } }"


def _asks(alice: Player) -> Client:
    inside, _, _ = with_app(alice)
    assert inside.post(ASK, {"required": "1"}).status_code == 303
    return inside


def test_whoever_has_none_is_sent_to_set_one_up(alice: Player, charlie: Player) -> None:
    agent = browser_of(charlie)
    assert agent.get("/").status_code == 200
    inside = _asks(alice)
    assert "Everybody signs in by a second step" in text_of(inside.get(PAGE))
    for path in ("/", "/marketplaces", "/settings/profile"):
        led = agent.get(path)
        assert (led.status_code, led["Location"]) == (302, "/settings/security"), path
    assert WAITING in text_of(agent.get("/settings/security"))
    assert agent.post("/discussions/status", {"status": "solved"}).status_code == 403
    assert agent.get("/live").status_code == 401
    assert viewer_of_session(agent.cookies["guichet_session"].value) is None
    headers = {"X-CSRFToken": agent.cookies["guichet_csrf"].value}
    asked = agent.post("/graphql", {"query": WHO}, content_type="application/json", headers=headers)
    assert asked.status_code == 403
    assert "/settings/security" in asked.json()["errors"][0]["message"]
    with_app(charlie)
    again = browser_of(charlie)
    assert again.get("/").status_code == 200
    assert again.get("/live").status_code in (200, 204)
    Authenticator.objects.filter(user=charlie.person).exclude(type="recovery_codes").delete()
    assert again.get("/").status_code == 302, "recovery codes alone are none"


def test_tokens_go_on_and_the_audit_knows(alice: Player, charlie: Player) -> None:
    inside = _asks(alice)
    token = api_of(charlie)
    assert token.data(WHO)["viewer"]["account"] == {"requiresSecondFactor": True}
    assert token.data(SET, on=False)["setRequiresSecondFactor"]["errors"][0]["code"] == "FORBIDDEN"
    inside.post(ASK, {"required": "1"})
    assert api_of(alice).data(SET, on=False)["setRequiresSecondFactor"]["errors"] == []
    assert browser_of(charlie).get("/").status_code == 200
    told = [
        (e.before, e.after)
        for e in entries(alice.member.account_id)
        if e.act == "account.require_second_factor"
    ]
    assert told == [({"required": False}, {"required": True}), ({"required": True}, {"required": False})]


def test_who_asks_goes_first(alice: Player, bob: Player) -> None:
    refused = browser_of(alice).post(ASK, {"required": "1"})
    assert refused.status_code == 422
    assert "Set up a second step for your own sign-in first" in text_of(refused)
    (problem,) = api_of(alice).data(SET, on=True)["setRequiresSecondFactor"]["errors"]
    assert (problem["code"], problem["field"]) == ("INVALID", "required")
    _asks(alice)
    assert browser_of(bob).get("/").status_code == 200, "another company is not concerned"
