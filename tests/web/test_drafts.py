"""What one types is kept: over reloads and computers, over an ended sign-in, and for its writer alone."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from guichet.accounts.models import Role
from guichet.inbox.models import Attachment, Delivery, Discussion, Draft, Message
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform
from tests.cast import Company, Player, player
from tests.web.browsing import attributes, browser_of, text_of
from tests.web.test_messages import typed

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


def _page(talk: Discussion) -> str:
    return f"/d/{talk.pk}"


def test_it_follows_its_writer_and_nobody_else(alice: Player, lumen: Company, talk: Discussion) -> None:
    answer = browser_of(alice).post(f"{_page(talk)}/draft", {"body": "Bonj", "to": "BOTH"}, headers=SCRIPT)
    assert answer.status_code == 200
    elsewhere = browser_of(alice).get(_page(talk))
    assert typed(elsewhere) == "Bonj"
    assert attributes(elsewhere, "value", "checked") == ["BOTH"]
    assert typed(browser_of(player(lumen, "Jonas", Role.AGENT)).get(_page(talk))) == ""


def test_without_a_script_a_button_keeps_it_with_its_files(inside: Client, talk: Discussion) -> None:
    file = SimpleUploadedFile("photo.txt", b"some words", "text/plain")
    form = {"body": "Bonj", "to": "CUSTOMER", "from": "status=all", "files": file}
    answer = inside.post(f"{_page(talk)}/draft", form)
    assert answer["Location"] == f"{_page(talk)}?status=all#reply"
    page = inside.get(_page(talk))
    assert "The draft is kept; only you see it." in text_of(page)
    assert typed(page) == "Bonj"
    assert attributes(page, "value", 'name="attachment"') == [str(Attachment.objects.get().pk)]


def test_it_goes_when_the_reply_goes_and_a_late_one_is_not_kept(inside: Client, talk: Discussion) -> None:
    form = {"body": "Bonjour", "to": "CUSTOMER", "key": "k1"}
    inside.post(f"{_page(talk)}/draft", form, headers=SCRIPT)
    inside.post(f"{_page(talk)}/reply", form)
    inside.post(f"{_page(talk)}/draft", form, headers=SCRIPT)
    assert not Draft.objects.exists()
    assert Message.objects.filter(delivery=Delivery.QUEUED).count() == 1


def test_a_sign_in_that_ends_in_the_middle_comes_back_to_the_answer(alice: Player, talk: Discussion) -> None:
    browser = browser_of(alice)
    writer = attributes(browser.get(_page(talk)), "value", 'name="writer"')[0]
    browser.logout()
    form = {"body": "Long answer", "to": "BOTH", "key": "k", "writer": writer, "from": "status=all"}
    answer = browser.post(f"{_page(talk)}/reply", form)
    assert answer["Location"].startswith("/sign-in?next=%2Fd%2F")
    answer = browser.post(
        answer["Location"], {"email": "alice@example.com", "password": "correct horse battery staple"},
        follow=True,
    )  # fmt: skip
    assert typed(answer) == "Long answer"
    assert "You were signed out before this answer was sent." in text_of(answer)
    assert not Message.objects.filter(delivery=Delivery.QUEUED).exists()


def test_somebody_else_at_the_same_browser_does_not_find_it(
    alice: Player, lumen: Company, talk: Discussion
) -> None:
    browser = browser_of(alice)
    writer = attributes(browser.get(_page(talk)), "value", 'name="writer"')[0]
    browser.logout()
    browser.post(f"{_page(talk)}/reply", {"body": "Long answer", "writer": writer})
    jonas = player(lumen, "Jonas", Role.AGENT)
    form = {"email": jonas.person.email, "password": "correct horse battery staple"}
    browser.post("/sign-in", form)
    assert typed(browser.get(_page(talk))) == ""
    assert not Draft.objects.exists()


@pytest.mark.parametrize("writer", ["", "nonsense", "00000000000000000000000000000000:forged"])
def test_a_stranger_leaves_nothing_behind(client: Client, talk: Discussion, writer: str) -> None:
    client.post(f"/d/{talk.pk}/reply", {"body": "Spam", "writer": writer})
    assert "unsent" not in client.session


def test_a_form_of_before_with_other_words_is_not_swallowed(inside: Client, talk: Discussion) -> None:
    form = {"body": "Bonjour", "to": "CUSTOMER", "key": "k1"}
    inside.post(f"{_page(talk)}/reply", form)
    answer = inside.post(f"{_page(talk)}/reply", form | {"body": "Encore un mot"})
    assert answer.status_code == 422
    assert "This form was sent already" in text_of(answer)
    assert typed(answer) == "Encore un mot"
    key = attributes(answer, "value", 'name="key"')[0]
    assert key != "k1"
    inside.post(f"{_page(talk)}/reply", form | {"body": "Encore un mot", "key": key})
    assert Message.objects.filter(delivery=Delivery.QUEUED).count() == 2


def test_who_answered_meanwhile_is_said_and_the_second_press_sends(
    alice: Player, lumen: Company, talk: Discussion
) -> None:
    mine, theirs = browser_of(alice), browser_of(player(lumen, "Jonas", Role.AGENT))
    seen = attributes(mine.get(_page(talk)), "value", 'name="seen"')[0]
    theirs.post(f"{_page(talk)}/reply", {"body": "De Jonas", "to": "CUSTOMER", "key": "j", "seen": seen})
    form = {"body": "De Alice", "to": "CUSTOMER", "key": "a", "seen": seen}
    answer = mine.post(f"{_page(talk)}/reply", form)
    assert answer.status_code == 422
    assert "Jonas answered at" in text_of(answer)
    assert "De Jonas" in text_of(answer)
    assert typed(answer) == "De Alice"
    now = attributes(answer, "value", 'name="seen"')[0]
    assert mine.post(f"{_page(talk)}/reply", form | {"seen": now}).status_code == 303
    assert Message.objects.filter(delivery=Delivery.QUEUED).count() == 2


def test_a_file_is_taken_in_or_refused_beside_itself(inside: Client, talk: Discussion, bob: Player) -> None:
    good = inside.post(f"{_page(talk)}/files", {"file": SimpleUploadedFile("note.txt", b"words")})
    assert attributes(good, "value", 'name="attachment"') == [str(Attachment.objects.get().pk)]
    empty = inside.post(f"{_page(talk)}/files", {"file": SimpleUploadedFile("void.txt", b"")})
    assert empty.status_code == 422
    assert "void.txt is empty" in empty.content.decode()
    assert inside.post(f"{_page(talk)}/files").status_code == 422
    there = browser_of(bob).post(f"{_page(talk)}/files", {"file": SimpleUploadedFile("a.txt", b"words")})
    assert there.status_code == 404


def test_a_picture_that_is_too_large_is_made_smaller_when_asked(
    inside: Client, talk: Discussion, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirakl = manifest_of(Platform.MIRAKL)
    small = replace(mirakl.capabilities, max_attachment_bytes=120_000)
    monkeypatch.setattr(
        "guichet.web.conversation.composer.manifest_of", lambda _: replace(mirakl, capabilities=small)
    )
    noise = BytesIO()
    Image.effect_noise((600, 600), 90).save(noise, "PNG")

    def form(**more: str) -> dict[str, object]:
        return {"file": SimpleUploadedFile("photo.png", noise.getvalue(), "image/png"), **more}

    refused = inside.post(f"{_page(talk)}/files", form())
    assert (refused.status_code, refused["X-May-Shrink"]) == (422, "1")
    assert "this marketplace takes 0.1 MB a file" in refused.content.decode()
    taken = inside.post(f"{_page(talk)}/files", form(smaller="1"))
    assert taken.status_code == 200, taken.content
    chosen = Attachment.objects.get(pk=attributes(taken, "value", 'name="attachment"')[0])
    assert chosen.file_name == "photo.jpg"
    assert chosen.size_bytes <= 120_000
