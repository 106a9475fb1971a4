"""The translations are complete, current, and say the same with the same placeholders."""

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message

from tools.words import LANGUAGES, read, templates

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%%")
# Names and words that are the same in other languages too.
DOMAINS = ("django", "djangojs")


@cache
def _templates() -> dict[str, Catalog]:
    return templates()


def _texts(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _said(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _key(message: Message) -> tuple[str, str | None]:
    return _texts(message)[0], message.context


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_none_is_left_over(language: str, domain: str) -> None:
    wanted = {_key(message) for message in _templates()[domain] if message.id}
    catalog = [message for message in read(language, domain) if message.id]
    assert {_key(message) for message in catalog} == wanted, "run `make words` and translate what is new"
    assert [_texts(message)[0] for message in catalog if not all(_said(message))] == []


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_kept(language: str, domain: str) -> None:
    wrong = []
    for message in read(language, domain):
        if not message.id:
            continue
        wanted = set(PLACEHOLDER.findall(_texts(message)[-1]))
        singular_too = set(PLACEHOLDER.findall(_texts(message)[0]))
        said = _said(message)
        if (
            set(PLACEHOLDER.findall(said[-1])) != wanted
            or set(PLACEHOLDER.findall(said[0])) - wanted - singular_too
        ):
            wrong.append(_texts(message)[0])
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_blanks_at_the_ends_are_kept(language: str) -> None:
    wrong = [
        said
        for domain in DOMAINS
        for message in read(language, domain)
        if message.id
        for said in _said(message)
        if (said[:1].isspace(), said[-1:].isspace())
        != (_texts(message)[0][:1].isspace(), _texts(message)[0][-1:].isspace())
    ]
    assert wrong == []


def test_there_is_something_to_translate() -> None:
    assert len(_templates()["django"]) > 1_000
    assert len(_templates()["djangojs"]) > 50
