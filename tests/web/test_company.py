"""Signing in by the company's own OpenID Connect issuer."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from guichet.accounts.models import Person
from guichet.config.company import company_providers
from guichet.config.sign_in import CompanySignIn
from tests.cast import PASSWORD, Player
from tests.platforms.http.wire import answer, answering, wire
from tests.web.browsing import text_of
from tests.web.issuer import CLIENT, SECRET, Issuer, new_key, running
from tests.web.signing_in import with_app

pytestmark = pytest.mark.django_db
ALICE: dict[str, object] = {"email": "Alice@example.com", "email_verified": True}
WRONG: dict[str, dict[str, object]] = {
    "audience": {"aud": "another"},
    "issuer": {"iss": "https://evil.example"},
    "age": {"exp": 1},
}


@pytest.fixture(scope="module")
def _issuer() -> Iterator[Issuer]:
    with running() as issuer:
        yield issuer


@pytest.fixture
def issuer(_issuer: Issuer, settings: Settings) -> Issuer:
    """Named in the settings, vouching for nobody yet."""
    _issuer.claims, _issuer.told, _issuer.signs_with = {}, None, None
    _issuer.asked.clear()
    company = CompanySignIn(_issuer.url, CLIENT, SECRET, "Lumen’s account")
    settings.GUICHET_OIDC = company
    settings.SOCIALACCOUNT_PROVIDERS = company_providers(company)
    return _issuer


def come_back(client: Client, target: str = "/marketplaces") -> tuple[int, str, str]:
    """Status, place and words after a visit to the issuer."""
    led = client.get("/sign-in/company", {"next": target})
    assert led.status_code == 302, text_of(led)
    state = parse_qs(urlsplit(led["Location"]).query)["state"][0]
    answer = client.get("/sign-in/company/back", {"state": state, "code": "of the rehearsal"})
    return answer.status_code, answer.get("Location", ""), text_of(answer)


def test_a_member_gets_in_by_a_verified_address(alice: Player, issuer: Issuer) -> None:
    issuer.claims = ALICE
    client = Client()
    assert "Lumen’s account" in text_of(client.get("/sign-in"))
    assert come_back(client)[:2] == (302, "/marketplaces")
    assert client.get("/live").status_code == 200
    alice.person.refresh_from_db()
    assert alice.person.check_password(PASSWORD), "the password stays"
    assert issuer.asked[0]["client_secret"] == [SECRET]


def test_the_way_there_is_ours_and_proves_itself(alice: Player, issuer: Issuer, settings: Settings) -> None:
    settings.GUICHET_BASE_URL = "https://desk.example.com"
    client = Client(headers={"host": "desk.example.com"})
    led = client.get("/sign-in/company", {"next": "https://evil.example"})
    asked = parse_qs(urlsplit(led["Location"]).query)
    assert led["Location"].startswith(f"{issuer.url}/authorize?")
    assert asked["redirect_uri"] == ["https://desk.example.com/sign-in/company/back"]
    assert asked["code_challenge_method"] == ["S256"]
    issuer.claims = ALICE
    back = client.get("/sign-in/company/back", {"state": asked["state"][0], "code": "x"})
    assert back["Location"] == "/"
    verifier = issuer.asked[0]["code_verifier"][0].encode()
    challenge = urlsafe_b64encode(sha256(verifier).digest()).rstrip(b"=").decode()
    assert asked["code_challenge"] == [challenge]


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "alice@example.com", "email_verified": False},
        {"email": "alice@example.com"},
        {"email": "alice@example.com", "email_verified": "true"},
        {"email": "nobody@example.com", "email_verified": True},
        {},
    ],
)
def test_others_are_told_to_ask_an_owner(alice: Player, issuer: Issuer, claims: dict[str, object]) -> None:
    issuer.claims = claims
    client = Client()
    status, _, words = come_back(client)
    assert status == 403
    assert "Ask an owner to invite you." in words
    assert client.get("/").status_code == 302
    assert Person.objects.count() == 1


@pytest.mark.parametrize("what", ["key", "audience", "issuer", "age", "subject"])
def test_a_token_that_is_not_right_opens_nothing(alice: Player, issuer: Issuer, what: str) -> None:
    issuer.claims = ALICE | WRONG.get(what, {})
    issuer.told = {"sub": "43", **ALICE} if what == "subject" else None
    issuer.signs_with = new_key() if what == "key" else None
    client = Client()
    status, _, words = come_back(client)
    assert status == 403
    assert "did not work this time" in words
    assert client.get("/").status_code == 302


def test_a_state_that_was_not_ours_opens_nothing(alice: Player, issuer: Issuer) -> None:
    issuer.claims = ALICE
    answer = Client().get("/sign-in/company/back", {"state": "made up", "code": "x"})
    assert answer.status_code == 403
    assert issuer.asked == []


def test_the_second_step_still_stands(alice: Player, issuer: Issuer) -> None:
    with_app(alice)
    issuer.claims = ALICE
    assert come_back(Client())[:2] == (302, "/sign-in/code")


def test_a_silent_issuer_gets_a_sentence(alice: Player, issuer: Issuer, settings: Settings) -> None:
    away = CompanySignIn("http://127.0.0.1:9", CLIENT, SECRET, "")
    settings.GUICHET_OIDC, settings.SOCIALACCOUNT_PROVIDERS = away, company_providers(away)
    answer = Client().get("/sign-in/company")
    assert answer.status_code == 403
    assert "did not work this time" in text_of(answer)


def test_an_issuer_that_leads_elsewhere_is_not_followed(
    alice: Player, issuer: Issuer, settings: Settings
) -> None:
    moved = answer("302 Found", Location=f"{issuer.url}/.well-known/openid-configuration")
    with wire(answering(moved)) as far:
        led = CompanySignIn(far.url, CLIENT, SECRET, "")
        settings.GUICHET_OIDC, settings.SOCIALACCOUNT_PROVIDERS = led, company_providers(led)
        assert Client().get("/sign-in/company").status_code == 403
        assert len(far.requests) == 1


def test_without_an_issuer_there_is_no_such_page() -> None:
    assert Client().get("/sign-in/company").status_code == 404
    assert Client().get("/sign-in/company/back").status_code == 404
