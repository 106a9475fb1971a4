"""Codes of an app and recovery codes."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from tests.cast import Player
from tests.web.browsing import browser_of, text_of
from tests.web.signing_in import APP, FORM, SECURITY, with_app

pytestmark = pytest.mark.django_db


def test_sign_in_asks_for_the_code_and_takes_each_once(alice: Player) -> None:
    _, app, _ = with_app(alice)
    cache.clear()
    client = Client()
    answer = client.post("/sign-in", FORM | {"next": "/marketplaces"})
    assert (answer.status_code, answer["Location"]) == (303, "/sign-in/code")
    assert client.get("/").status_code == 302, "the password alone opens nothing"
    assert client.get("/live").status_code == 401
    wrong = client.post("/sign-in/code", {"code": "000000"})
    assert wrong.status_code == 422
    assert "This code is not right" in text_of(wrong)
    code = app.now()
    right = client.post("/sign-in/code", {"code": code})
    assert (right.status_code, right["Location"]) == (302, "/marketplaces")
    assert client.get("/live").status_code == 200
    again = Client()
    again.post("/sign-in", FORM)
    assert again.post("/sign-in/code", {"code": code}).status_code == 422


def test_a_recovery_code_opens_once(alice: Player) -> None:
    _, _, codes = with_app(alice)
    assert len(set(codes)) == 10
    statuses = []
    for _ in range(2):
        client = Client()
        client.post("/sign-in", FORM)
        statuses.append(client.post("/sign-in/code", {"code": codes[3]}).status_code)
    assert statuses == [302, 422]


def test_a_session_that_ends_with_the_browser_does_so_after_the_second_step(alice: Player) -> None:
    _, _, codes = with_app(alice)
    client = Client()
    client.post("/sign-in", {name: value for name, value in FORM.items() if name != "keep"})
    assert client.post("/sign-in/code", {"code": codes[0]}).status_code == 302
    assert client.session.get_expire_at_browser_close()


def test_codes_are_throttled_too(alice: Player) -> None:
    _, _, codes = with_app(alice)
    client = Client()
    client.post("/sign-in", FORM)
    for _ in range(6):
        answer = client.post("/sign-in/code", {"code": "000000"})
    assert "too many tries" in text_of(answer)
    assert client.post("/sign-in/code", {"code": codes[0]}).status_code == 422


def test_secrets_are_sealed_and_codes_shown_once(alice: Player) -> None:
    client, app, codes = with_app(alice)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert app.secret not in kept
    assert not any(code in kept for code in codes)
    assert client.get(f"{SECURITY}/codes")["Location"] == SECURITY
    file = client.post(f"{SECURITY}/codes/text", {"codes": " ".join(codes)})
    assert file["Content-Disposition"].startswith("attachment")
    assert all(code in file.content.decode() for code in codes)
    assert client.post(f"{SECURITY}/codes/text", {"codes": "<script>"}).status_code == 404


def test_new_codes_end_the_old_ones_and_removing_asks_who_it_is(alice: Player) -> None:
    client, _, codes = with_app(alice)
    assert client.post(f"{SECURITY}/codes/new")["Location"] == f"{SECURITY}/codes"
    other = Client()
    other.post("/sign-in", FORM)
    assert other.post("/sign-in/code", {"code": codes[0]}).status_code == 422
    factor = Authenticator.objects.get(type="totp")
    cold = browser_of(alice)
    asked = cold.post(f"{SECURITY}/factors/{factor.pk}/remove")
    assert asked["Location"].startswith(f"{SECURITY}/again")
    assert Authenticator.objects.filter(pk=factor.pk).exists()
    client.post(f"{SECURITY}/factors/{factor.pk}/remove")
    assert not Authenticator.objects.exists(), "recovery codes go with the last one"
    assert Client().post("/sign-in", FORM)["Location"] == "/"


def test_nobody_removes_what_is_another_persons(alice: Player, bob: Player) -> None:
    with_app(alice)
    his, _, _ = with_app(bob)
    factor = Authenticator.objects.get(type="totp", user=alice.person)
    assert his.post(f"{SECURITY}/factors/{factor.pk}/remove").status_code == 404
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_a_wrong_first_code_sets_nothing_up(alice: Player) -> None:
    from tests.web.signing_in import shown_again

    client = browser_of(alice)
    shown_again(client, APP)
    answer = client.post(APP, {"code": "000000"})
    assert answer.status_code == 422
    assert not Authenticator.objects.exists()
    assert answer.content.count(b"<svg") > 1
    assert b"data:image" not in answer.content
