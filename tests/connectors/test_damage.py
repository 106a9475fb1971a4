"""Answers that cannot be what they claim: nothing is lost, and nothing unforeseen comes up."""

from time import process_time

import pytest

from guichet.platforms.errors import ConnectorError
from tests.connectors.asking import LONG_AGO, Pulled, pull, read
from tests.connectors.rehearsal import Rehearsal

FIVE_MEGABYTES = "mot " * 1_250_000


@pytest.mark.parametrize("question", ["list", "thread"])
@pytest.mark.parametrize("kind", ["wrong_charset", "half_character", "login_page", "truncated"])
def test_a_damaged_answer_loses_nothing(rehearsal: Rehearsal, question: str, kind: str) -> None:
    hurt = rehearsal.write("Où est-elle, à côté ? \ufffd fin")
    other = rehearsal.write("Et moi ?")
    rehearsal.break_off(question, kind)  # type: ignore[arg-type]
    pulled = Pulled()
    for _ in range(3):
        try:
            pulled.pull(rehearsal.connector())
        except ConnectorError:
            # What is not understood is an error that the engine knows; the next pass asks again.
            continue
    rehearsal.mend()
    assert set(pulled.threads) == {hurt, other}
    body = read(rehearsal.connector(), hurt).messages[0].body
    assert body.startswith("Où est-elle, à côté ?")
    body.encode("utf-8")


def test_half_a_character_does_not_hurt_the_words_around_it(rehearsal: Rehearsal) -> None:
    thread_id = rehearsal.write("déjà \ufffd été")
    rehearsal.break_off("thread", "half_character")
    rehearsal.break_off("list", "half_character")
    (message,) = pull(rehearsal.connector()).threads[thread_id].messages
    assert message.body.startswith("déjà ")
    assert message.body.endswith(" été")
    (message.original or "").encode("utf-8")


def test_five_megabytes_of_words_are_read_in_time(rehearsal: Rehearsal) -> None:
    thread_id = rehearsal.write(FIVE_MEGABYTES)
    other = rehearsal.write("Et moi ?")
    connector = rehearsal.connector()
    pages = list(connector.pages(None, LONG_AGO))
    started = process_time()
    threads = {t.marketplace_id: t for page in pages for t in connector.parse(page.body).threads}
    assert process_time() - started < 5
    assert threads[thread_id].messages[0].body == FIVE_MEGABYTES.strip()
    assert threads[other].messages[0].body == "Et moi ?"


def test_the_same_page_says_the_same_twice(rehearsal: Rehearsal) -> None:
    rehearsal.fill(3, messages_each=2)
    connector = rehearsal.connector()
    pages = list(connector.pages(None, LONG_AGO))
    assert [connector.parse(p.body) for p in pages] == [rehearsal.connector().parse(p.body) for p in pages]
    again = pull(rehearsal.connector())
    threads = {t.marketplace_id: t for page in pages for t in connector.parse(page.body).threads}
    assert {name: [m.marketplace_id for m in t.messages] for name, t in threads.items()} == {
        name: [m.marketplace_id for m in t.messages] for name, t in again.threads.items()
    }
