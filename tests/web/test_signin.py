"""Signing in and out."""

import pytest
from django.test import Client

from tests.cast import PASSWORD, Player
from tests.web.browsing import text_of

pytestmark = pytest.mark.django_db


def test_strangers_are_asked_to_sign_in_and_come_back_where_they_wanted() -> None:
    answer = Client().get("/marketplaces?q=but")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in?next=%2Fmarketplaces%3Fq%3Dbut")


def test_signing_in_leads_on_whatever_the_case_of_the_address(alice: Player) -> None:
    client = Client()
    form = {"email": " Alice@Example.com ", "password": PASSWORD, "next": "/marketplaces", "keep": "1"}
    answer = client.post("/sign-in", form)
    assert (answer.status_code, answer["Location"]) == (303, "/marketplaces")
    assert client.get("/").status_code == 200
    assert not client.session.get_expire_at_browser_close()


def test_without_staying_signed_in_the_session_ends_with_the_browser(alice: Player) -> None:
    client = Client()
    client.post("/sign-in", {"email": "alice@example.com", "password": PASSWORD})
    assert client.session.get_expire_at_browser_close()


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("alice@example.com", "not this one", "E-mail or password is wrong. Check both and try again."),
        ("nobody@example.com", PASSWORD, "E-mail or password is wrong. Check both and try again."),
        ("alice@example.com", "", "Type your e-mail and your password."),
    ],
)
def test_a_failure_says_so_and_keeps_the_address_but_not_the_password(
    alice: Player, email: str, password: str, sentence: str
) -> None:
    answer = Client().post("/sign-in", {"email": email, "password": password})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert f'value="{email}"'.encode() in answer.content
    assert not password or password.encode() not in answer.content


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_to_another_site(alice: Player, elsewhere: str) -> None:
    form = {"email": "alice@example.com", "password": PASSWORD, "next": elsewhere}
    assert Client().post("/sign-in", form)["Location"] == "/"


def test_signing_out_ends_the_session_and_needs_a_form(inside: Client) -> None:
    assert inside.get("/sign-out").status_code == 405
    answer = inside.post("/sign-out")
    assert (answer.status_code, answer["Location"]) == (303, "/sign-in")
    assert inside.get("/").status_code == 302


def test_whoever_is_in_already_goes_straight_on(inside: Client) -> None:
    assert inside.get("/sign-in?next=/marketplaces")["Location"] == "/marketplaces"


def test_a_person_without_an_account_is_told_what_to_do(alice: Player) -> None:
    alice.member.delete()
    client = Client()
    client.force_login(alice.person)
    answer = client.get("/")
    assert answer.status_code == 403
    assert "You belong to no account yet. Ask an owner to add you" in text_of(answer)
