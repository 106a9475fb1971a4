"""Who may come in, and what is said to those who may not."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from guichet.accounts.models import ApiToken, Member
from guichet.inbox.models import Discussion
from tests.api.asking import Api, api_of
from tests.cast import PASSWORD, Player

NAME = "{ viewer { name } }"


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_bearer_token(scheme: str, as_alice: Api) -> None:
    answer = Api().post(NAME, Authorization=f"{scheme} {as_alice.token}").json()
    assert answer["data"] == {"viewer": {"name": "Alice"}}


def test_a_subscription_key(as_alice: Api) -> None:
    headers: dict[str, Any] = {"Ocp_Apim_Subscription_Key": str(as_alice.token)}
    assert Api().post(NAME, **headers).json()["data"] == {"viewer": {"name": "Alice"}}


def test_a_proxys_own_sign_in_does_not_hide_the_subscription_key(as_alice: Api) -> None:
    headers: dict[str, Any] = {
        "Authorization": "Basic eDp5",
        "Ocp_Apim_Subscription_Key": str(as_alice.token),
    }
    assert Api().post(NAME, **headers).status_code == 200


def test_tokens_that_are_not_good_are_all_told_the_same(alice: Player, db: None) -> None:
    revoked, expired, inactive = (api_of(alice).token for _ in range(3))
    tokens = ApiToken.objects.order_by("created_at")
    ApiToken.objects.filter(pk=tokens[0].pk).update(revoked_at=timezone.now())
    ApiToken.objects.filter(pk=tokens[1].pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    alice.person.is_active = False
    alice.person.save()
    answers = set()
    for token in (None, "", " ", "x", "gui_wrong", "é", revoked, expired, inactive):
        headers: dict[str, Any] = {} if token is None else {"Authorization": f"Bearer {token}"}
        response = Api().post(NAME, **headers)
        assert response.status_code == 401
        assert response["WWW-Authenticate"].startswith("Bearer")
        answers.add(response.content)
    (answer,) = answers
    found = json.loads(answer)
    assert found["data"] is None
    (error,) = found["errors"]
    assert error["extensions"] == {"code": "UNAUTHENTICATED"}
    assert "Authorization: Bearer" in error["message"]


def test_a_wrong_token_is_not_rescued_by_a_session(alice: Player, db: None) -> None:
    client = _signed_in(alice)
    csrf = client.cookies["guichet_csrf"].value
    response = Api(client=client).post(NAME, Authorization="Bearer x", X_CSRFToken=csrf)
    assert response.status_code == 401


@pytest.mark.parametrize(
    "name",
    ["token", "api_key", "apikey", "key", "access_token", "subscription-key", "Subscription-Key", "TOKEN"],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_token_in_the_url_is_refused_with_the_reason(name: str, method: str, as_alice: Api) -> None:
    response = getattr(Client(), method)(f"/graphql?{name}={as_alice.token}")
    assert response.status_code == 400
    message = response.json()["errors"][0]["message"]
    assert "URL" in message
    assert "Authorization: Bearer" in message
    assert str(as_alice.token) not in message


def test_a_token_in_the_url_is_refused_even_beside_a_good_header(as_alice: Api) -> None:
    response = Client().post(
        "/graphql?x=1&key=", json.dumps({"query": NAME}), content_type="application/json",
        headers={"Authorization": f"Bearer {as_alice.token}"},
    )  # fmt: skip
    assert response.status_code == 400


def _signed_in(who: Player) -> Client:
    client = Client(enforce_csrf_checks=True)
    assert client.login(username=who.person.email, password=PASSWORD)
    client.cookies["guichet_csrf"] = "a" * 32
    return client


def test_a_session_with_the_csrf_header(alice: Player) -> None:
    client = _signed_in(alice)
    answer = Api(client=client).post(NAME, X_CSRFToken="a" * 32).json()
    assert answer["data"] == {"viewer": {"name": "Alice"}}


def test_a_proxys_own_sign_in_does_not_hide_a_session(alice: Player) -> None:
    client = _signed_in(alice)
    answer = Api(client=client).post(NAME, X_CSRFToken="a" * 32, Authorization="Basic eDp5").json()
    assert answer["data"] == {"viewer": {"name": "Alice"}}


@pytest.mark.parametrize("header", [None, "", "b" * 32])
def test_a_session_without_the_right_csrf_header(header: str | None, alice: Player) -> None:
    headers: dict[str, Any] = {} if header is None else {"X_CSRFToken": header}
    response = Api(client=_signed_in(alice)).post(NAME, **headers)
    assert response.status_code == 403
    assert "X-CSRFToken" in response.json()["errors"][0]["message"]


def test_a_session_from_another_origin(alice: Player) -> None:
    api = Api(client=_signed_in(alice))
    response = api.post(NAME, X_CSRFToken="a" * 32, Origin="https://evil.example")
    assert response.status_code == 403


def test_a_token_needs_no_csrf_header_even_in_a_browser(alice: Player, as_alice: Api) -> None:
    assert Api(as_alice.token, _signed_in(alice)).post(NAME, Origin="https://x.example").status_code == 200


def test_a_form_by_a_session_needs_a_header_that_no_other_site_can_send(
    alice: Player, told: Discussion
) -> None:
    client = _signed_in(alice)
    form = {"operations": json.dumps({"query": NAME}), "map": "{}", "csrfmiddlewaretoken": "a" * 32}
    assert client.post("/graphql", form).status_code == 403
    answered = client.post("/graphql", form, headers={"X-CSRFToken": "a" * 32})
    assert answered.json()["data"] == {"viewer": {"name": "Alice"}}


def test_someone_without_an_account_is_told_so(alice: Player) -> None:
    client = _signed_in(alice)
    Member.objects.all().delete()
    response = Api(client=client).post(NAME, X_CSRFToken="a" * 32)
    assert response.status_code == 403
    assert "no account" in response.json()["errors"][0]["message"]


def test_answers_are_not_stored_by_anybody_on_the_way(as_alice: Api) -> None:
    assert as_alice.post(NAME)["Cache-Control"] == "no-store"
    assert Api().post(NAME)["Cache-Control"] == "no-store"
