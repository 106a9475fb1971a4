"""Sessions and second factors by the API."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from tests.api.asking import Api
from tests.cast import PASSWORD, Player
from tests.web.signing_in import FORM, with_app

pytestmark = pytest.mark.django_db
MINE = "{ viewer { sessions { id browser system isCurrent } secondFactors { id kind name usedAt } } }"
END = "mutation ($id: ID!) { endSession(sessionId: $id) { ended errors { code } } }"
OTHERS = "mutation { endOtherSessions { ended errors { code } } }"
REMOVE = """mutation ($input: RemoveSecondFactorInput!) { removeSecondFactor(input: $input) {
  removedId errors { field code } } }"""


@pytest.fixture(autouse=True)
def _pages_too(settings: Settings) -> None:
    settings.ROOT_URLCONF = "guichet.config.urls"


def asked(client: Client, query: str, **variables: object) -> dict[str, Any]:
    """By a signed-in browser."""
    body = {"query": query, "variables": variables}
    answer = client.post("/graphql", body, content_type="application/json").json()
    data: dict[str, Any] = answer["data"]
    return data


def test_sessions_are_read_and_ended(as_alice: Api, alice: Player, bob: Player) -> None:
    one, other, his = Client(), Client(), Client()
    for client in (one, other):
        client.post("/sign-in", FORM)
    his.post("/sign-in", FORM | {"email": "bob@example.com"})
    found = as_alice.data(MINE)["viewer"]["sessions"]
    assert len(found) == 2
    bobs = asked(his, MINE)["viewer"]["sessions"]
    refused = as_alice.data(END, id=bobs[0]["id"])["endSession"]
    assert refused == {"ended": 0, "errors": [{"code": "NOT_FOUND"}]}
    assert asked(one, OTHERS)["endOtherSessions"] == {"ended": 1, "errors": []}
    assert [client.get("/").status_code for client in (one, other, his)] == [200, 302, 200]


def test_a_factor_goes_by_session_and_password_alone(as_alice: Api, alice: Player) -> None:
    client, _, _ = with_app(alice)
    (factor,) = as_alice.data(MINE)["viewer"]["secondFactors"]
    assert (factor["kind"], factor["name"]) == ("APP", None)
    given = {"secondFactorId": factor["id"], "currentPassword": PASSWORD}
    assert as_alice.data(REMOVE, input=given)["removeSecondFactor"]["errors"] == [
        {"field": None, "code": "FORBIDDEN"}
    ]
    wrong = asked(client, REMOVE, input=given | {"currentPassword": "guessed"})
    assert wrong["removeSecondFactor"]["errors"] == [{"field": "currentPassword", "code": "INVALID"}]
    assert Authenticator.objects.count() == 2
    assert asked(client, REMOVE, input=given)["removeSecondFactor"]["removedId"] == factor["id"]
    assert not Authenticator.objects.exists()
