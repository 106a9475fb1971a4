"""Long threads, what is new in them, and the files of a conversation."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from guichet.inbox.files import store
from guichet.inbox.models import Attachment, Discussion, Message
from tests.cast import Player
from tests.web.browsing import attributes, browser_of, text_of

pytestmark = pytest.mark.django_db


def _more(talk: Discussion, count: int) -> list[Message]:
    now = timezone.now()
    return [
        Message.objects.create(
            account_id=talk.account_id, discussion=talk, author_kind="CUSTOMER", author_name="Camille",
            body=f"Mot {i}", sent_at=now - timedelta(seconds=(count - i) / 10),
        )
        for i in range(count)
    ]  # fmt: skip


def test_a_long_thread_shows_its_end_and_the_rest_on_demand(inside: Client, talk: Discussion) -> None:
    _more(talk, 130)
    page = inside.get(f"/d/{talk.pk}")
    assert page.content.decode().count("<article") == 50
    assert "81 earlier messages" in text_of(page)
    older = inside.get(attributes(page, "hx-get", "data-earlier")[0], headers={"HX-Request": "true"})
    assert older.content.decode().count("<article") == 50
    assert "31 earlier messages" in text_of(older)
    link = attributes(page, "href", "data-earlier")[0]
    everything = inside.get(f"/d/{talk.pk}{link.split('#')[0]}")
    assert everything.content.decode().count("<article") == 131


def test_what_is_new_stands_under_a_line_until_it_was_seen(
    inside: Client, rita: Player, talk: Discussion
) -> None:
    assert "New since your last visit" not in text_of(inside.get(f"/d/{talk.pk}"))
    fresh = _more(talk, 2)
    page = inside.get(f"/d/{talk.pk}").content.decode()
    assert page.index("New since your last visit") < page.index(f"m-{fresh[0].pk}")
    assert page.index("New since your last visit") > page.index("le globe est fendu")
    assert "New since your last visit" not in text_of(inside.get(f"/d/{talk.pk}"))
    assert "New since your last visit" not in text_of(browser_of(rita).get(f"/d/{talk.pk}"))


def test_older_messages_are_for_those_who_see_the_discussion(bob: Player, talk: Discussion) -> None:
    message = talk.messages.get()
    assert browser_of(bob).get(f"/d/{talk.pk}/messages/{message.pk}/older").status_code == 404


@pytest.fixture
def photo(talk: Discussion, settings: Settings, tmp_path: Path) -> Attachment:
    """A picture of Camille's."""
    settings.GUICHET_DATA_DIR = tmp_path
    kept = store([b"\x89PNG\r\n\x1a\n0000"], 1000)
    return Attachment.objects.create(
        account_id=talk.account_id, discussion=talk, message=talk.messages.get(), file_name="globe.png",
        content_type="image/png", size_bytes=kept.size_bytes, digest=kept.digest, state="STORED",
    )  # fmt: skip


def test_a_picture_is_shown_small_and_opens_in_place(
    inside: Client, talk: Discussion, photo: Attachment
) -> None:
    page = inside.get(f"/d/{talk.pk}")
    assert set(attributes(page, "src", "file__thumb")) == {f"/attached/{photo.pk}"}
    assert attributes(page, "data-preview") == ["image", "image"]
    answer = inside.get(f"/attached/{photo.pk}")
    assert b"".join(answer).startswith(b"\x89PNG")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    answer.close()


def test_files_are_for_those_who_see_the_discussion(bob: Player, client: Client, photo: Attachment) -> None:
    assert browser_of(bob).get(f"/attached/{photo.pk}").status_code == 404
    assert client.get(f"/attached/{photo.pk}").status_code == 302
