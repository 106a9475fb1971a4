"""Those who try too often wait, and learn nothing by it."""

import pytest
from django.test import Client

from tests.cast import PASSWORD, Player
from tests.web.browsing import text_of

pytestmark = pytest.mark.django_db


def tries(email: str, password: str, count: int, address: str = "203.0.113.1") -> list[tuple[int, str]]:
    """What each try was answered."""
    answers = []
    for _ in range(count):
        answer = Client(REMOTE_ADDR=address).post("/sign-in", {"email": email, "password": password})
        answers.append((answer.status_code, text_of(answer).replace(email, "")))
    return answers


def test_after_five_wrong_ones_even_the_right_one_waits(alice: Player) -> None:
    known = tries("alice@example.com", "not this one", 6)
    assert [status for status, _ in known] == [422] * 5 + [429]
    answer = Client(REMOTE_ADDR="203.0.113.2").post(
        "/sign-in", {"email": "alice@example.com", "password": PASSWORD}
    )
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 900
    assert "Wait 15 minutes, then try again." in text_of(answer)
    assert known == tries("nobody@example.com", "not this one", 6), "an unknown address looks the same"


def test_one_address_may_not_try_many_people(alice: Player) -> None:
    statuses = [tries(f"someone{number}@example.com", "not this one", 1)[0][0] for number in range(31)]
    assert statuses == [422] * 30 + [429]
    assert tries("alice@example.com", PASSWORD, 1)[0][0] == 429
    assert tries("alice@example.com", PASSWORD, 1, "203.0.113.9")[0][0] == 303


def test_right_ones_never_wait(alice: Player) -> None:
    assert [status for status, _ in tries("alice@example.com", PASSWORD, 7)] == [303] * 7
