"""Each person reads the pages in their own language; programs read the API in English."""

import pytest
from django.test import Client

from tests.cast import Player
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db
OPEN = {
    "en": "Unanswered",
    "fr": "Sans réponse",
    "es": "Sin respuesta",
    "de": "Unbeantwortet",
    "it": "Senza risposta",
}


@pytest.mark.parametrize("language", OPEN)
def test_the_profile_decides(language: str, alice: Player) -> None:
    alice.person.language = language
    alice.person.save()
    answer = browser_of(alice).get("/", headers={"Accept-Language": "it"})
    page = answer.content.decode()
    assert f'<html lang="{language}"' in page
    assert OPEN[language] in page
    assert answer["Content-Language"] == language


@pytest.mark.parametrize(
    ("asked", "language"), [("fr-CA,fr;q=0.9", "fr"), ("de-AT", "de"), ("pt-BR", "en"), ("", "en")]
)
def test_otherwise_the_browser_does(asked: str, language: str) -> None:
    page = Client().get("/sign-in", headers={"Accept-Language": asked}).content.decode()
    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("language", OPEN)
def test_the_script_has_its_words(language: str, inside: Client) -> None:
    answer = inside.get(f"/words/any/{language}.js")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert ('"Undone"' in answer.content.decode()) == (language != "en")


def test_an_unknown_language_has_none(inside: Client) -> None:
    assert inside.get("/words/any/xx.js").status_code == 404


def test_the_api_answers_in_english_whoever_asks(alice: Player) -> None:
    alice.person.language = "fr"
    alice.person.save()
    query = 'mutation { setDiscussionRead(discussionIds: ["nonsense"], isRead: true) { errors { message } } }'
    answer = browser_of(alice).post(
        "/graphql",
        {"query": query},
        content_type="application/json",
        headers={"GraphQL-Require-Preflight": "1"},
    )
    assert "There is no such discussion" in answer.content.decode()
