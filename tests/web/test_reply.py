"""Answering: nothing typed is lost, nothing goes twice."""

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guichet.inbox.models import Attachment, Delivery, Discussion, Message
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform
from tests.cast import Player
from tests.web.browsing import attributes, browser_of, text_of

pytestmark = pytest.mark.django_db
MOST = manifest_of(Platform.MIRAKL).capabilities.max_body_length or 0
TEXT = "Bonjour Madame,\r\nle globe part ce soir."


def form_of(client: Client, talk: Discussion, **changes: object) -> dict[str, object]:
    """The composer as the page gives it, filled in."""
    key = attributes(client.get(f"/d/{talk.pk}"), "value", 'name="key"')[0]
    return {"key": key, "body": TEXT, "to": "CUSTOMER", "then": "", **changes}


def replies() -> list[Message]:
    """What was written here."""
    return list(Message.objects.exclude(delivery=Delivery.RECEIVED))


def test_an_answer_is_queued_and_can_be_taken_back_for_ten_seconds(inside: Client, talk: Discussion) -> None:
    answer = inside.post(f"/d/{talk.pk}/reply?status=all", form_of(inside, talk))
    (message,) = replies()
    assert (answer.status_code, answer["Location"]) == (303, f"/d/{talk.pk}?status=all#m-{message.pk}")
    assert message.body == "Bonjour Madame,\nle globe part ce soir."
    assert message.recipients == ["CUSTOMER"]
    assert message.leaves_at is not None
    assert round((message.leaves_at - message.sent_at).total_seconds()) == 10
    page = inside.get(f"/d/{talk.pk}")
    assert re.search(r"Leaves in (9|10) s Undo", text_of(page))
    assert "</textarea>" in page.content.decode()
    assert TEXT.splitlines()[0] not in page.content.decode().split("<textarea")[1].split("</textarea>")[0]


@pytest.mark.parametrize(("then", "status"), [("", "OPEN"), ("solved", "SOLVED"), ("pending", "PENDING")])
def test_a_status_goes_with_it(inside: Client, talk: Discussion, then: str, status: str) -> None:
    inside.post(f"/d/{talk.pk}/reply", form_of(inside, talk, then=then))
    talk.refresh_from_db()
    assert talk.status == status


@pytest.mark.parametrize(
    ("to", "recipients"),
    [("CUSTOMER", ["CUSTOMER"]), ("MARKETPLACE", ["MARKETPLACE"]), ("BOTH", ["CUSTOMER", "MARKETPLACE"])],
)
def test_it_goes_to_whom_was_chosen(inside: Client, talk: Discussion, to: str, recipients: list[str]) -> None:
    inside.post(f"/d/{talk.pk}/reply", form_of(inside, talk, to=to))
    assert replies()[0].recipients == recipients


def test_the_same_form_sent_twice_is_one_reply(inside: Client, talk: Discussion) -> None:
    form = form_of(inside, talk)
    first = inside.post(f"/d/{talk.pk}/reply", form)
    second = inside.post(f"/d/{talk.pk}/reply", form)
    assert len(replies()) == 1
    assert first["Location"] == second["Location"]


def test_a_page_loaded_again_writes_another_reply(inside: Client, talk: Discussion) -> None:
    inside.post(f"/d/{talk.pk}/reply", form_of(inside, talk))
    inside.post(f"/d/{talk.pk}/reply", form_of(inside, talk))
    assert len(replies()) == 2


@pytest.mark.parametrize(
    ("changes", "sentence", "anchor"),
    [
        ({"body": "  "}, "The answer is empty; write something.", "#body"),
        (
            {"body": "Bonjour <b>Madame</b>"},
            "The answer holds HTML; write plain text, without tags.",
            "#body",
        ),
        (
            {"body": "x" * (MOST + 1)},
            f"{MOST + 1}",
            "#body",
        ),
        ({"to": ""}, "Say to whom the answer goes.", "#to"),
        ({"to": "MERCHANT"}, "This discussion takes no answer to yourself", "#to"),
    ],
)
def test_a_refusal_keeps_the_text_and_says_why(
    inside: Client, talk: Discussion, changes: dict[str, str], sentence: str, anchor: str
) -> None:
    form = form_of(inside, talk, **changes)
    answer = inside.post(f"/d/{talk.pk}/reply", form)
    assert answer.status_code == 422
    assert "Nothing was sent. Your text is kept; put this right:" in text_of(answer)
    assert sentence in text_of(answer)
    assert anchor in attributes(answer, "href")
    typed = answer.content.decode().split("<textarea")[1].split("</textarea>")[0]
    assert str(form["body"]).splitlines()[0].replace("<", "&lt;").replace(">", "&gt;") in typed
    assert attributes(answer, "value", 'name="key"') == [form["key"]]
    assert not replies()


def test_files_go_along(inside: Client, talk: Discussion) -> None:
    files = [SimpleUploadedFile("facture.pdf", b"%PDF-1.7 one", "application/pdf"),
             SimpleUploadedFile("photo.jpg", b"\xff\xd8\xff two", "image/jpeg")]  # fmt: skip
    inside.post(f"/d/{talk.pk}/reply", form_of(inside, talk, files=files))
    (message,) = replies()
    assert set(message.attachments.values_list("file_name", flat=True)) == {"facture.pdf", "photo.jpg"}


def test_files_are_kept_too_when_the_text_is_refused(inside: Client, talk: Discussion) -> None:
    given = SimpleUploadedFile("facture.pdf", b"%PDF-1.7 one", "application/pdf")
    answer = inside.post(f"/d/{talk.pk}/reply", form_of(inside, talk, body="", files=[given]))
    kept = attributes(answer, "value", 'name="attachment"')
    assert kept == [str(Attachment.objects.get().pk)]
    inside.post(f"/d/{talk.pk}/reply", form_of(inside, talk, attachment=kept))
    assert replies()[0].attachments.get().file_name == "facture.pdf"


def test_a_file_that_cannot_go_is_named(inside: Client, talk: Discussion) -> None:
    empty = SimpleUploadedFile("leer.pdf", b"", "application/pdf")
    answer = inside.post(f"/d/{talk.pk}/reply", form_of(inside, talk, files=[empty]))
    assert "leer.pdf is empty; choose another file." in text_of(answer)
    strange = SimpleUploadedFile("setup.exe", b"MZ", "application/octet-stream")
    answer = inside.post(f"/d/{talk.pk}/reply", form_of(inside, talk, files=[strange]))
    assert "setup.exe: this marketplace takes only pdf" in text_of(answer)
    assert "#files" in attributes(answer, "href")
    assert not replies()


def test_another_account_s_file_cannot_be_attached(inside: Client, talk: Discussion, bob: Player) -> None:
    foreign = Attachment.objects.create(
        account=bob.member.account, file_name="secret.pdf", state="STORED", digest="b" * 64, size_bytes=3
    )
    inside.post(f"/d/{talk.pk}/reply", form_of(inside, talk, attachment=[str(foreign.pk), "nonsense"]))
    assert not replies()[0].attachments.exists()


def test_a_reader_may_not(rita: Player, talk: Discussion) -> None:
    answer = browser_of(rita).post(f"/d/{talk.pk}/reply", {"body": TEXT, "to": "CUSTOMER", "key": "k"})
    assert answer.status_code == 403
    assert not replies()


def test_the_counter_counts_as_the_marketplace_does(
    inside: Client, talk: Discussion, bob: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert attributes(inside.get(f"/d/{talk.pk}"), "data-count", "<textarea") == ["count"]
    mirakl = manifest_of(Platform.MIRAKL)
    in_bytes = replace(mirakl.capabilities, max_body_length=20, measure=lambda text: len(text.encode()))
    monkeypatch.setattr(
        "guichet.web.conversation.composer.manifest_of", lambda _: replace(mirakl, capabilities=in_bytes)
    )
    page = inside.get(f"/d/{talk.pk}")
    assert attributes(page, "data-count", "<textarea") == []
    assert "0 / 20" in text_of(page)
    typed = {"body": "é" * 11 + "\r\n"}
    answer = inside.post(f"/d/{talk.pk}/draft", typed, headers={"HX-Request": "true"})
    counted = b'<span class="count count--bad" id="count" data-max="20" data-extra="0">22 / 20</span>'
    assert answer.content.strip().startswith(counted)
    assert browser_of(bob).post(f"/d/{talk.pk}/draft", {"body": "x"}).status_code == 404
