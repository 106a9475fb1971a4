"""The page of one's own profile."""

import pytest
from django.test import Client

from guichet.accounts.models import Person
from tests.cast import PASSWORD, Player
from tests.web.browsing import attributes, browser_of, jumps, text_of

pytestmark = pytest.mark.django_db
PAGE = "/settings/profile"
FORM = {"name": "Alice Martin", "language": "", "time_zone": "", "theme": "", "density": ""}
NEW = "another horse, another staple"


def test_what_is_saved_is_shown_and_used(inside: Client) -> None:
    chosen = FORM | {"time_zone": "America/New_York", "theme": "dark", "density": "comfortable"}
    answer = inside.post(PAGE, chosen, follow=True)
    assert answer.redirect_chain == [(PAGE, 303)]
    assert "Your profile is saved." in text_of(answer)
    assert "Times are shown in America/New_York now." in text_of(answer)
    page = answer.content.decode()
    assert 'data-theme="dark" data-density="comfortable" data-keys="off"' in page
    assert '<option value="America/New_York" selected>New York</option>' in page
    assert attributes(answer, "value", 'id="name"') == ["Alice Martin"]
    kept = Person.objects.get()
    assert (kept.opens_next, kept.has_single_keys) == (False, False)
    inside.post(PAGE, FORM | {"opens_next": "1", "has_single_keys": "1"})
    kept.refresh_from_db()
    assert (kept.opens_next, kept.has_single_keys, kept.time_zone) == (True, True, "")


def test_the_language_that_is_chosen_is_spoken_at_once(inside: Client) -> None:
    answer = inside.post(PAGE, FORM | {"language": "de"}, follow=True)
    assert answer.headers["Content-Language"] == "de"
    assert '<html lang="de"' in answer.content.decode()


def test_what_cannot_be_is_summed_up_and_nothing_is_saved(inside: Client) -> None:
    answer = inside.post(PAGE, FORM | {"name": " ", "time_zone": "Mars/Olympus", "theme": "dark"})
    assert answer.status_code == 422
    assert jumps(answer) == [
        "#main",
        "#name",
        "#time_zone",
    ]
    assert attributes(answer, "aria-invalid", 'id="name"') == ["true"]
    assert text_of(answer).count("Your name is missing; fill it in.") == 2
    kept = Person.objects.get()
    assert (kept.name, kept.theme) == ("Alice", "")


def test_a_name_stays_text(inside: Client) -> None:
    answer = inside.post(PAGE, FORM | {"name": "<script>alert(1)</script>"}, follow=True)
    assert "<script>alert(1)" not in answer.content.decode()
    assert attributes(answer, "value", 'id="name"') == ["<script>alert(1)</script>"]


def test_a_new_password_keeps_this_session_and_ends_the_others(inside: Client, alice: Player) -> None:
    elsewhere = browser_of(alice)
    given = {"current_password": PASSWORD, "new_password": NEW, "again": NEW}
    answer = inside.post("/settings/password", given, follow=True)
    assert "Your password is changed. Everywhere else you are signed out." in text_of(answer)
    assert Person.objects.get().check_password(NEW)
    assert elsewhere.get(PAGE).status_code == 302


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"current_password": "wrong"}, "current_password", "This is not your current password."),
        ({"again": "something else"}, "again", "Type the new password twice."),
        ({"new_password": "password", "again": "password"}, "new_password", "too common"),
        ({"new_password": "", "again": ""}, "new_password", "too short"),
    ],
)
def test_a_password_that_cannot_be_is_said_beside_its_field(
    inside: Client, given: dict[str, str], field: str, words: str
) -> None:
    form = {"current_password": PASSWORD, "new_password": NEW, "again": NEW} | given
    answer = inside.post("/settings/password", form)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert f"#{field}" in attributes(answer, "href")
    assert NEW not in answer.content.decode()
    assert Person.objects.get().check_password(PASSWORD)


def test_only_who_is_signed_in_has_a_profile(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
    assert client.post("/settings/password", {}).status_code == 302


def test_the_switch_of_the_help_is_kept(inside: Client) -> None:
    inside.post("/preferences", {"has_single_keys": "off"})
    assert not Person.objects.get().has_single_keys
    inside.post("/preferences", {"has_single_keys": "nonsense"})
    assert not Person.objects.get().has_single_keys
    inside.post("/preferences", {"has_single_keys": "on"})
    assert Person.objects.get().has_single_keys
