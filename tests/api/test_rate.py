"""How much a token may ask, and what is said to one that asks too much."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from guichet.accounts.actions.forget_asked import forget_spending
from guichet.accounts.models import ApiSpending, ApiToken
from guichet.accounts.queries import quick
from guichet.api import meter, rate, strangers
from tests.api.asking import Api, api_of
from tests.cast import Player

NAME = "{ viewer { name } }"


@pytest.fixture(autouse=True)
def _strict(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten at once, fifty in a minute that lasts a thousand: however slow the machine is, none comes back."""
    monkeypatch.setattr(rate, "MINUTE", 60_000.0)
    monkeypatch.setattr(rate, "WINDOW", 12_000.0)
    monkeypatch.setattr(strangers, "SECONDS_EACH", 2_000.0)
    settings.GUICHET_API_REQUESTS_PER_MINUTE = 50
    settings.GUICHET_API_NODES_PER_MINUTE = 0
    meter._refused_until.clear()
    strangers._full_at.clear()
    strangers._good.clear()


def _later(seconds: float) -> None:
    """Time goes by: for the buckets, and for the memory of who was refused."""
    meter._refused_until.clear()
    step = timedelta(seconds=seconds)
    for row in ApiSpending.objects.all():
        row.requests_full_at -= step
        row.nodes_full_at -= step
        row.save()


def test_what_is_left_is_told_and_then_refused_and_then_there_again(as_alice: Api) -> None:
    left = []
    for _ in range(10):
        response = as_alice.post(NAME)
        assert response.status_code == 200
        assert response["RateLimit-Limit"] == "10"
        assert response["RateLimit-Policy"] == "10;w=12000"
        left.append(int(response["RateLimit-Remaining"]))
    assert left == list(range(9, -1, -1))
    for _ in range(3):
        refused = as_alice.post(NAME)
        assert refused.status_code == 429
        assert 1_000 <= int(refused["Retry-After"]) <= 1_200
        (error,) = refused.json()["errors"]
        assert error["extensions"] == {"code": "RATE_LIMITED"}
        assert "ask again in" in error["message"]
    _later(1_300)
    assert as_alice.post(NAME).status_code == 200
    assert as_alice.post(NAME).status_code == 429


def test_each_token_has_its_own(as_alice: Api, alice: Player) -> None:
    for _ in range(11):
        answered = as_alice.post(NAME)
    assert answered.status_code == 429
    assert api_of(alice).post(NAME).status_code == 200


@pytest.mark.parametrize("body", ["{", '{"query": "{ nonsense }"}', '{"query": "{ a"}', "[]"])
def test_what_cannot_be_executed_counts_too(body: str, as_alice: Api) -> None:
    assert [as_alice.send(body).status_code for _ in range(11)].count(429) == 1


def test_who_was_refused_is_refused_again_without_asking_or_reading(
    as_alice: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(11):
        as_alice.post(NAME)
    monkeypatch.setattr("guichet.api.meter.spend", Mock(side_effect=AssertionError))
    monkeypatch.setattr("strawberry.schema.schema.parse", Mock(side_effect=AssertionError))
    assert as_alice.post("{ a" * 10_000).status_code == 429


def test_nodes_are_bounded_as_well(as_alice: Api, settings: Settings) -> None:
    settings.GUICHET_API_REQUESTS_PER_MINUTE = 0
    settings.GUICHET_API_NODES_PER_MINUTE = 6_000
    query = "{ discussions(first: 100) { nodes { messages(first: 24) { totalCount } } } }"
    first, second, third = (as_alice.post(query) for _ in range(3))
    assert [r.status_code for r in (first, second, third)] == [200, 200, 429]
    assert first.json()["extensions"]["cost"]["nodesLeft"] == 2600
    assert 21_000 <= int(third["Retry-After"]) <= 22_000
    assert "RateLimit-Limit" not in first.headers


def test_no_limit_counts_nothing(as_alice: Api, settings: Settings) -> None:
    settings.GUICHET_API_REQUESTS_PER_MINUTE = 0
    assert "RateLimit-Limit" not in as_alice.post(NAME).headers
    assert not ApiSpending.objects.exists()
    settings.GUICHET_API_REQUESTS_PER_MINUTE = 50
    assert "RateLimit-Limit" in as_alice.post(NAME).headers
    assert ApiSpending.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_no_two_spend_the_last_one(alice: Player) -> None:
    api_of(alice)
    token = ApiToken.objects.get()

    def ask(_: int) -> bool:
        try:
            found = rate.spend(token.pk, token.account_id, 1, 0)
            return found is not None and not found.wait
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        allowed = list(threads.map(ask, range(40)))
    assert allowed.count(True) == 10


def test_two_first_requests_that_meet_are_both_answered(
    as_alice: Api, alice: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other's row appears after this one looked for it, and before it looks why there is none."""
    real, others = quick.quick, [lambda: as_alice.post(NAME)]

    def met(statement: str, params: Any) -> list[tuple[Any, ...]]:
        found = real(statement, params)
        if statement == rate.SPEND and not found and others:
            others.pop()()
        return found

    monkeypatch.setattr(rate, "quick", met)
    assert as_alice.post(NAME).status_code == 200
    assert not others
    assert as_alice.post(NAME)["RateLimit-Remaining"] == "7"


def test_rows_of_full_buckets_go(as_alice: Api) -> None:
    as_alice.post(NAME)
    assert forget_spending() == 0
    ApiSpending.objects.update(requests_full_at=timezone.now() - timedelta(hours=2))
    ApiSpending.objects.update(nodes_full_at=timezone.now() - timedelta(hours=2))
    assert forget_spending() == 1


def test_guessing_is_cut_short_by_address_and_spares_known_tokens(as_alice: Api, db: None) -> None:
    assert as_alice.post(NAME).status_code == 200

    def guess(address: str = "192.0.2.7") -> Any:
        return Api(f"gui_{len(strangers._full_at)}").client.post(
            "/graphql", "{}", "application/json", headers={"Authorization": "Bearer x"}, REMOTE_ADDR=address
        )

    assert [guess().status_code for _ in range(31)] == [401] * 30 + [429]
    assert 1_000 <= int(guess()["Retry-After"]) <= 2_000
    assert guess("192.0.2.8").status_code == 401
    known = as_alice.client.post(
        "/graphql", '{"query": "{ viewer { name } }"}', "application/json",
        headers={"Authorization": f"Bearer {as_alice.token}"}, REMOTE_ADDR="192.0.2.7",
    )  # fmt: skip
    assert known.status_code == 200
