"""A message as it came: harmless, whatever it was."""

import time

import pytest
from django.test import Client

from guichet.inbox.models import Discussion, Message
from guichet.web.conversation.original import shown_of
from guichet.web.conversation.tame import MAX_MARKS
from tests.cast import Player
from tests.web.browsing import attributes, browser_of, text_of

HOSTILE = """<p onclick="alert(1)" class="x">Bonjour <b>Madame</b></p><script>alert(1)</script>
<img src="https://evil.example/pixel.png" onerror="alert(1)" alt="Logo"><img src="//evil.example/2.png">
<a href="javascript:alert(1)">ici</a> <a href="https://evil.example/">là</a>
<svg onload="alert(1)"><style>@import "https://evil.example/a.css";</style></svg>
<style>body { background: url(https://evil.example/b.png) }</style>
<span style="color: red; background: url(https://evil.example/c.png); position: fixed">rouge</span>
<meta http-equiv="refresh" content="0;url=https://evil.example/"><base href="https://evil.example/">
<form action="https://evil.example/"><input name="password"><button>Valider</button></form>
<iframe src="https://evil.example/"></iframe><object data="https://evil.example/"></object>
<math><mtext></p><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x&gt;"></math>"""
FORBIDDEN = ("script", "onerror", "onclick", "onload", "javascript", "evil.example", "<img", "<svg", "<form",
             "<input", "<meta", "<base", "<iframe", "<object", "<style", "<a ", "url(", "fixed")  # fmt: skip


@pytest.fixture
def said(talk: Discussion) -> Message:
    """Camille's message, which came as HTML."""
    message = talk.messages.get()
    message.original = HOSTILE
    message.save()
    return message


def test_nothing_of_it_can_act() -> None:
    shown = shown_of(HOSTILE)
    assert [word for word in FORBIDDEN if word in shown.body] == []
    assert "Madame" in shown.body
    assert "[Logo]" in shown.body
    assert "color:red" in shown.body
    assert "2 pictures are not loaded" in shown.note


@pytest.mark.parametrize(
    "markup",
    [
        "<ul><li>" * (MAX_MARKS // 2),
        "<p>" + "".join(f"<b id={i}>" for i in range(4000)) + "</p>" + "<p>x</p>" * 2900,
        "<table><tr><td>" * (MAX_MARKS // 3),
        "<div>" * (MAX_MARKS // 2) + "</span>" * (MAX_MARKS // 2 - 1),
        "<p>" + "&" * MAX_MARKS,
        "<p>" + ">" * 400_000,
        '<p title="' + '"' * 400_000 + '">x</p>',
    ],
    ids=["lists", "formatting", "tables", "ends", "references", "angles", "quotes"],
)
def test_no_markup_takes_long(markup: str) -> None:
    begun = time.process_time()
    shown = shown_of(markup)
    assert time.process_time() - begun < 2
    assert len(shown.body) < 6 * len(markup) + 1000


def test_more_than_can_be_shown_says_so() -> None:
    for markup in ("<p>" * (MAX_MARKS + 1), "<p>" + "a" * 500_001):
        shown = shown_of(markup)
        assert (shown.body, "too large" in shown.note) == ("", True)


def test_plain_text_stays_text() -> None:
    assert shown_of("1 < 2\n& <3").body == "<pre>1 &lt; 2\n&amp; &lt;3</pre>"


@pytest.mark.django_db
def test_the_frame_forbids_everything(inside: Client, talk: Discussion, said: Message) -> None:
    assert attributes(inside.get(f"/d/{talk.pk}"), "hx-get", "original") == [
        f"/d/{talk.pk}/messages/{said.pk}/original"
    ]
    page = inside.get(f"/d/{talk.pk}/messages/{said.pk}/original")
    assert "2 pictures are not loaded" in text_of(page)
    frame = attributes(page, "src", "<iframe")[0]
    assert "sandbox " in page.content.decode().split("<iframe")[1].split(">")[0]
    answer = inside.get(frame)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox")
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "SAMEORIGIN")
    part = inside.get(f"/d/{talk.pk}/messages/{said.pk}/original", headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<p class="quiet">')


@pytest.mark.django_db
def test_others_do_not_see_it(bob: Player, talk: Discussion, said: Message) -> None:
    for ending in ("", "/frame"):
        answer = browser_of(bob).get(f"/d/{talk.pk}/messages/{said.pk}/original{ending}")
        assert answer.status_code == 404


@pytest.mark.django_db
def test_where_words_are_all_that_came_there_is_nothing_to_show(inside: Client, talk: Discussion) -> None:
    assert attributes(inside.get(f"/d/{talk.pk}"), "hx-get", "original") == []
    message = talk.messages.get()
    assert inside.get(f"/d/{talk.pk}/messages/{message.pk}/original").status_code == 404
