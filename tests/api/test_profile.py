"""A person's own profile by the API."""

import pytest
from django.test import Client

from guichet.accounts.models import Person
from tests.api.asking import Api
from tests.cast import PASSWORD, Player

pytestmark = pytest.mark.django_db
PROFILE = "{ viewer { name language timeZone theme density opensNext hasSingleKeys } }"
UPDATE = """mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) {
  viewer { name language timeZone theme density opensNext hasSingleKeys } errors { field code } } }"""
CHANGE = """mutation ($input: ChangePasswordInput!) { changePassword(input: $input) {
  viewer { name } errors { field code message } } }"""
NEW = "another horse, another staple"


def test_a_profile_is_changed_and_read_back(as_alice: Api, alice: Player) -> None:
    before = as_alice.data(PROFILE)["viewer"]
    assert before == {
        "name": "Alice", "language": None, "timeZone": None, "theme": None, "density": None,
        "opensNext": True, "hasSingleKeys": True,
    }  # fmt: skip
    given = {"language": "fr", "timeZone": "Europe/Madrid", "opensNext": False, "hasSingleKeys": False}
    payload = as_alice.data(UPDATE, input=given)["updateProfile"]
    assert payload == {"viewer": before | given, "errors": []}
    assert as_alice.data(PROFILE)["viewer"] == before | given
    as_alice.data(UPDATE, input={"language": "", "timeZone": ""})
    assert as_alice.data(PROFILE)["viewer"]["timeZone"] is None


def test_what_cannot_be_is_refused_whole(as_alice: Api) -> None:
    given = {"name": " ", "language": "tlh", "timeZone": "Mars/Olympus", "theme": "dark"}
    payload = as_alice.data(UPDATE, input=given)["updateProfile"]
    assert [(e["field"], e["code"]) for e in payload["errors"]] == [
        ("name", "REQUIRED"), ("timeZone", "INVALID"), ("language", "INVALID"),
    ]  # fmt: skip
    assert Person.objects.get(name="Alice").theme == ""


def test_a_password_needs_the_current_one_and_strength(as_alice: Api, alice: Player) -> None:
    payload = as_alice.data(CHANGE, input={"currentPassword": "wrong", "newPassword": "short"})
    errors = payload["changePassword"]["errors"]
    assert [e["field"] for e in errors] == ["currentPassword", "newPassword"]
    alice.person.refresh_from_db()
    assert alice.person.check_password(PASSWORD)


def test_a_new_password_ends_every_other_session(as_alice: Api, alice: Player) -> None:
    elsewhere = Client()
    elsewhere.force_login(alice.person)
    as_alice.data(CHANGE, input={"currentPassword": PASSWORD, "newPassword": NEW})
    alice.person.refresh_from_db()
    assert alice.person.check_password(NEW)
    answer = Api(client=elsewhere).post("{ viewer { name } }")
    assert answer.status_code == 401
    assert as_alice.data("{ viewer { name } }")["viewer"]["name"] == "Alice"
