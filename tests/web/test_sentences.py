"""What connectors said in English, in the reader's language."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override
from django.utils.translation.trans_real import translation

from guichet.web import sentences
from guichet.web.sentences import said

WORDS = {
    "The key was refused.": "La clé a été refusée.",
    "The marketplace no longer has this file (error %(status)s).": "Fichier disparu (erreur %(status)s).",
    "%(label)s is missing; fill it in.": "Il manque : %(label)s.",
    "API key": "Clé d’API",
    "%(count)s h": "%(count)s h",
    "Two belong. Together they stand.": "Deux phrases, une traduction.",
}


@pytest.fixture(autouse=True)
def _in_french() -> Iterator[None]:
    """A catalogue with these texts, whatever the real one has."""
    catalog = translation("fr")._catalog  # type: ignore[attr-defined]
    kept = {text: catalog.get(text) for text in WORDS}
    for text, french in WORDS.items():
        catalog[text] = french
    sentences._shapes.cache_clear()
    with override("fr"):
        yield
    for text, before in kept.items():
        catalog[text] = text if before is None else before
    sentences._shapes.cache_clear()


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("The key was refused.", "La clé a été refusée."),
        ("The marketplace no longer has this file (error 404).", "Fichier disparu (erreur 404)."),
        ("API key is missing; fill it in.", "Il manque : Clé d’API."),
        ("The key was refused. Something else.", "La clé a été refusée. Something else."),
        (
            "API key is missing; fill it in. The key was refused.",
            "Il manque : Clé d’API. La clé a été refusée.",
        ),
        ("Nobody has translated this (error 404).", "Nobody has translated this (error 404)."),
        ("", ""),
    ],
)
def test_a_stored_sentence_is_said_in_the_readers_language(english: str, french: str) -> None:
    assert said(english) == french


def test_english_stays_as_it_was_said() -> None:
    with override("en"):
        assert said("The key was refused.") == "The key was refused."


def test_sentences_translated_together_are_found_beside_others() -> None:
    assert said("The key was refused. Two belong. Together they stand.") == (
        "La clé a été refusée. Deux phrases, une traduction."
    )
