"""One reply on its way: tried again, taken back, sent at once."""

import pytest
from django.test import Client
from django.utils import timezone

from guichet.inbox.models import Attachment, Delivery, Discussion, Message
from tests.cast import Player
from tests.web.browsing import Answer, attributes, browser_of, text_of
from tests.web.talking import answered

pytestmark = pytest.mark.django_db


def typed(answer: Answer) -> str:
    """What stands in the composer."""
    return answer.content.decode().split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0].strip()


def test_a_reply_on_its_way_says_so_to_the_script(inside: Client, talk: Discussion) -> None:
    message = answered(talk, Delivery.CHECKING)
    page = inside.get(f"/d/{talk.pk}")
    assert "data-under-way" in page.content.decode().split(f'id="m-{message.pk}"')[1].split(">")[0]
    assert attributes(page, "data-version", 'id="thread"') != [""]
    Message.objects.filter(pk=message.pk).update(delivery=Delivery.CONFIRMED)
    page = inside.get(f"/d/{talk.pk}")
    assert "seen on Leroy Merlin" in text_of(page)
    assert "data-under-way" not in page.content.decode()


def test_a_held_reply_leaves_at_once_when_asked(inside: Client, talk: Discussion) -> None:
    message = answered(talk, Delivery.QUEUED, leaves_in=10)
    page = inside.get(f"/d/{talk.pk}")
    assert "Send now" in text_of(page)
    answer = inside.post(f"/d/{talk.pk}/messages/{message.pk}/send-now", {"body": "more", "to": "CUSTOMER"})
    assert answer["Location"] == f"/d/{talk.pk}#m-{message.pk}"
    message.refresh_from_db()
    assert message.leaves_at is not None
    assert message.leaves_at <= timezone.now()
    assert typed(inside.get(f"/d/{talk.pk}")) == "more"
    Message.objects.filter(pk=message.pk).update(delivery=Delivery.SENT)
    answer = inside.post(f"/d/{talk.pk}/messages/{message.pk}/send-now", follow=True)
    assert "This message has left already." in text_of(answer)


def test_others_cannot_touch_it(bob: Player, talk: Discussion) -> None:
    message = answered(talk, Delivery.FAILED)
    client = browser_of(bob)
    assert client.post(f"/d/{talk.pk}/messages/{message.pk}/send-now").status_code == 404
    assert client.post(f"/d/{talk.pk}/messages/{message.pk}/retry").status_code == 404
    client.post(f"/d/{talk.pk}/messages/{message.pk}/take-back")
    message.refresh_from_db()
    assert message.delivery == Delivery.FAILED


def test_a_failed_reply_is_tried_again_and_what_stands_in_the_composer_stays(
    inside: Client, talk: Discussion
) -> None:
    message = answered(talk, Delivery.FAILED, "Refused.")
    answer = inside.post(
        f"/d/{talk.pk}/messages/{message.pk}/retry", {"body": "half a sentence", "to": "BOTH"}
    )
    assert answer["Location"] == f"/d/{talk.pk}#m-{message.pk}"
    message.refresh_from_db()
    assert message.delivery == Delivery.QUEUED
    page = inside.get(f"/d/{talk.pk}")
    assert typed(page) == "half a sentence"
    assert attributes(page, "value", "checked") == ["BOTH"]


def test_only_a_failed_one_can_be_tried_again(inside: Client, talk: Discussion) -> None:
    message = answered(talk, Delivery.SENT)
    answer = inside.post(f"/d/{talk.pk}/messages/{message.pk}/retry", follow=True)
    assert "Only a message that failed can be sent again." in text_of(answer)


@pytest.mark.parametrize(("delivery", "leaves_in"), [(Delivery.QUEUED, 10), (Delivery.FAILED, 0)])
def test_taken_back_it_stands_in_the_composer_with_its_files(
    inside: Client, talk: Discussion, delivery: Delivery, leaves_in: int
) -> None:
    message = answered(talk, delivery, leaves_in=leaves_in)
    Attachment.objects.create(
        account_id=talk.account_id, discussion=talk, message=message, file_name="facture.pdf", size_bytes=9,
        state="STORED", digest="c" * 64,
    )  # fmt: skip
    answer = inside.post(
        f"/d/{talk.pk}/messages/{message.pk}/take-back?status=all",
        {"body": "Et aussi ceci.", "to": "MARKETPLACE"},
    )
    assert answer["Location"] == f"/d/{talk.pk}?status=all#reply"
    assert not Message.objects.filter(pk=message.pk).exists()
    for _ in range(2):
        page = inside.get(f"/d/{talk.pk}")
        assert typed(page) == "Le globe part ce soir.\n\nEt aussi ceci."
        assert attributes(page, "value", 'type="radio"')[0] == "CUSTOMER"
        assert attributes(page, "aria-label", 'name="attachment"') == ["Send facture.pdf"]


def test_once_sent_the_draft_is_gone(inside: Client, talk: Discussion) -> None:
    message = answered(talk, Delivery.QUEUED, leaves_in=10)
    inside.post(f"/d/{talk.pk}/messages/{message.pk}/take-back")
    inside.post(f"/d/{talk.pk}/reply", {"body": "Mieux dit.", "to": "CUSTOMER", "key": "one"})
    assert typed(inside.get(f"/d/{talk.pk}")) == ""


def test_taking_back_twice_keeps_the_draft(inside: Client, talk: Discussion) -> None:
    message = answered(talk, Delivery.QUEUED, leaves_in=10)
    for _ in range(2):
        inside.post(f"/d/{talk.pk}/messages/{message.pk}/take-back")
    assert typed(inside.get(f"/d/{talk.pk}")) == "Le globe part ce soir."


def test_once_left_it_cannot_be_taken_back_and_that_is_said(inside: Client, talk: Discussion) -> None:
    message = answered(talk, Delivery.SENT)
    answer = inside.post(f"/d/{talk.pk}/messages/{message.pk}/take-back", {"body": "draft"}, follow=True)
    assert "This message has left and cannot be taken back." in text_of(answer)
    assert typed(answer) == "draft"
    assert Message.objects.filter(pk=message.pk, sent_at__lte=timezone.now()).exists()


def test_words_that_cannot_be_kept_are_not_taken_back(inside: Client, talk: Discussion) -> None:
    message = answered(talk, Delivery.QUEUED, leaves_in=30)
    too_long = {"body": "a" * 100_000, "to": "CUSTOMER"}
    answer = inside.post(f"/d/{talk.pk}/messages/{message.pk}/take-back", too_long, follow=True)
    assert "A draft has at most 100000 characters" in text_of(answer)
    assert Message.objects.filter(pk=message.pk).exists()
    answer = inside.post(f"/d/{talk.pk}/draft", {"body": "a" * 100_001})
    assert answer.status_code == 422
    assert "A draft has at most 100000 characters" in text_of(answer)
    answer = inside.post(f"/d/{talk.pk}/draft", {"body": "a" * 100_001}, headers={"HX-Request": "true"})
    assert answer.content.decode() == "A draft has at most 100000 characters; shorten it."
