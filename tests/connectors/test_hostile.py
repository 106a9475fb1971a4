"""What customers write is shown, stored and answered, whatever it is."""

import pytest

from tests.connectors.asking import answer_to, pull, read
from tests.connectors.rehearsal import Rehearsal

BODIES = {
    "markup": "<p>Bonjour <b>vous</b></p><script>alert(1)</script>",
    "entities": "J&#39;attends &amp; j&eacute;sp&egrave;re",
    "broken": "<div><b>ouvert <a href='",
    "deep": "<div>" * 3000 + "fond" + "</div>" * 3000,
    "zero": "un\x00deux",
    "direction": "un\u202edeux\u2066",
    "emoji": "merci \U0001f469\u200d\U0001f680",
    "long": "mot " * 12_000,
    "empty": "",
    "quote": "'; DROP TABLE message; -- {{ 7 * 7 }} ${x} %s \\",
}

UNWANTED = ("\x00", "\u202e", "\u2066", "<script", "alert", "<div", "&amp;", "&eacute;")


@pytest.mark.parametrize("name", BODIES)
def test_any_body_is_read(rehearsal: Rehearsal, name: str) -> None:
    thread_id = rehearsal.write(BODIES[name])
    other = rehearsal.write("Et moi ?")
    threads = pull(rehearsal.connector()).threads
    body = threads[thread_id].messages[0].body
    body.encode("utf-8")
    assert not [unwanted for unwanted in UNWANTED if unwanted in body]
    assert bool(body) == bool(BODIES[name])
    assert threads[other].messages[0].body == "Et moi ?"


def test_the_original_is_kept_beside_the_text(rehearsal: Rehearsal) -> None:
    message = read(rehearsal.connector(), rehearsal.write(BODIES["markup"])).messages[0]
    assert message.body == "Bonjour vous"
    assert message.original == BODIES["markup"]


def test_whatever_is_typed_is_shown_and_not_run(rehearsal: Rehearsal) -> None:
    thread = read(rehearsal.connector(), rehearsal.write("?"))
    typed = "<img src=x onerror=alert(1)> &lt;b&gt; {{ 7 * 7 }}"
    rehearsal.connector().send(answer_to(thread, typed))
    assert read(rehearsal.connector(), thread.marketplace_id).messages[-1].body == typed
