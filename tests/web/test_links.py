"""Links to files: what a customer gets, and what the seller sees of it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from guichet.inbox.actions.revoke_link import revoke_link
from guichet.inbox.models import Discussion, FileLink, Message
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform
from tests.cast import Company, Player
from tests.linking import BYTES, answered_with, link_of, talk_on, uploaded
from tests.web.browsing import attributes, browser_of, text_of

pytestmark = pytest.mark.django_db
# The address of Django's test client.
BASE = "http://testserver"
HINT = "Files travel as links under the text, good for 90 days"


@pytest.fixture(autouse=True)
def _here(settings: Settings, tmp_path: Path) -> None:
    settings.GUICHET_BASE_URL = BASE
    settings.GUICHET_DATA_DIR = tmp_path


@pytest.fixture
def fnac(lumen: Company) -> Discussion:
    """At Fnac France, in Alice's first store."""
    return talk_on(lumen.store, "fnac-fr")


@pytest.fixture
def sent(alice: Player, fnac: Discussion) -> Message:
    """An answer there with one file."""
    return answered_with(alice, fnac, uploaded(alice))


def followed(link: FileLink | str, method: str = "get") -> tuple[HttpResponseBase, bytes]:
    """What a customer's browser gets, read to its end."""
    token = link if isinstance(link, str) else link.token
    answer: HttpResponseBase = getattr(Client(), method)(f"/f/{token}")
    content = b"".join(answer)
    return answer, content


def test_a_customer_downloads_the_file_without_a_session(sent: Message) -> None:
    answer, content = followed(link_of(sent))
    assert (answer.status_code, content) == (200, BYTES)
    assert answer["Content-Disposition"] == 'attachment; filename="facture.pdf"'
    assert answer["Content-Length"] == str(len(BYTES))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer


def test_the_address_in_the_text_is_the_one_that_answers(sent: Message) -> None:
    address = sent.body.rpartition(" ")[2]
    assert address.startswith(f"{BASE}/f/")
    assert followed(address.removeprefix(f"{BASE}/f/"))[1] == BYTES


def test_downloads_are_counted_and_a_look_at_the_headers_is_none(sent: Message) -> None:
    link = link_of(sent)
    for _ in range(3):
        followed(link)
    answer, content = followed(link, "head")
    assert (answer.status_code, content) == (200, b"")
    link.refresh_from_db()
    assert link.downloads == 3
    assert link.last_download_at is not None
    assert timezone.now() - link.last_download_at < timedelta(minutes=1)


def test_an_expired_link_is_gone_in_the_customers_language(sent: Message) -> None:
    FileLink.objects.update(expires_at=timezone.now())
    answer, content = followed(link_of(sent))
    assert answer.status_code == 410
    assert "Ce lien n’est plus valable." in content.decode()
    assert '<html lang="fr">' in content.decode()
    assert "noindex" in answer["X-Robots-Tag"]
    assert BYTES not in content
    assert link_of(sent).downloads == 0


def test_a_withdrawn_link_is_gone(alice: Player, sent: Message) -> None:
    revoke_link(alice.viewer, link_of(sent).pk)
    answer, content = followed(link_of(sent))
    assert answer.status_code == 410
    assert BYTES not in content
    assert link_of(sent).downloads == 0


def test_a_link_withdrawn_while_it_is_opened_is_not_served(
    alice: Player, sent: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = link_of(sent)
    revoke_link(alice.viewer, stale.pk)
    assert stale.is_good
    monkeypatch.setattr("guichet.web.files.follow.file_link", lambda _: stale)
    answer, content = followed(stale)
    assert answer.status_code == 410
    assert BYTES not in content


@pytest.mark.parametrize("token", ["A" * 22, "nonsense", "a%00b", "%ED%A0%80", "é", "A" * 500])
def test_what_was_never_given_is_not_there(sent: Message, token: str) -> None:
    answer, content = followed(token)
    assert answer.status_code == 404
    assert "There is no file under this address." in content.decode()
    assert "noindex" in answer["X-Robots-Tag"]


def test_a_file_that_the_disk_has_lost_is_said(sent: Message, tmp_path: Path) -> None:
    for path in (tmp_path / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    assert followed(link_of(sent))[0].status_code == 404
    assert link_of(sent).downloads == 0


def test_the_composer_says_how_files_travel_and_sends_them_so(inside: Client, fnac: Discussion) -> None:
    page = inside.get(f"/d/{fnac.pk}")
    assert HINT in text_of(page)
    assert attributes(page, "id", 'type="file"') == ["files"]
    form = {
        "key": attributes(page, "value", 'name="key"')[0], "body": "Voici.", "to": "CUSTOMER", "then": "",
        "files": [SimpleUploadedFile("facture.pdf", BYTES, "application/pdf")],
    }  # fmt: skip
    assert inside.post(f"/d/{fnac.pk}/reply", form).status_code == 303
    message = Message.objects.exclude(delivery="RECEIVED").get()
    assert message.body == f"Voici.\n\nPièce jointe : facture.pdf — {BASE}/f/{link_of(message).token}"


def test_the_room_of_a_link_is_told_where_it_counts(inside: Client, lumen: Company) -> None:
    talk = talk_on(lumen.store, "rakuten-fr", Platform.RAKUTEN_FR)
    room = len(f"Pièce jointe : document.pdf — {BASE}/f/") + 22 + 1
    assert f"{HINT}; each takes about {room} of the 475 characters" in text_of(inside.get(f"/d/{talk.pk}"))


def test_where_files_travel_by_themselves_nothing_is_said_of_links(inside: Client, talk: Discussion) -> None:
    assert HINT not in text_of(inside.get(f"/d/{talk.pk}"))


def test_where_links_are_forbidden_the_composer_says_so_and_takes_no_files(
    inside: Client, fnac: Discussion, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = manifest_of(Platform.FNAC_DARTY)
    strict = replace(manifest, capabilities=replace(manifest.capabilities, forbids_links=True))
    monkeypatch.setattr("guichet.web.conversation.composer.manifest_of", lambda _: strict)
    page = inside.get(f"/d/{fnac.pk}")
    assert "This marketplace takes no files and forbids links to them" in text_of(page)
    assert attributes(page, "id", 'type="file"') == []


def test_without_an_address_the_composer_says_what_to_set(
    inside: Client, fnac: Discussion, settings: Settings
) -> None:
    settings.GUICHET_BASE_URL = None
    page = inside.get(f"/d/{fnac.pk}")
    assert "set GUICHET_BASE_URL" in text_of(page)
    assert attributes(page, "id", 'type="file"') == []


def test_a_link_is_withdrawn_from_the_conversation_and_what_is_typed_stays(
    inside: Client, fnac: Discussion, sent: Message
) -> None:
    followed(link_of(sent))
    page = inside.get(f"/d/{fnac.pk}")
    assert ", 1 download Withdraw link" in text_of(page)
    (action,) = attributes(page, "formaction", "Withdraw the link to facture.pdf")
    answer = inside.post(action, {"body": "Et aussi", "to": "CUSTOMER"})
    assert (answer.status_code, answer["Location"]) == (303, f"/d/{fnac.pk}#m-{sent.pk}")
    page = inside.get(f"/d/{fnac.pk}")
    assert "The link to facture.pdf is withdrawn." in text_of(page)
    assert "Link withdrawn, 1 download" in text_of(page)
    assert "Withdraw link" not in text_of(page)
    assert "Et aussi" in page.content.decode().split("<textarea")[1]
    assert not link_of(sent).is_good


@pytest.mark.parametrize(("name", "status"), [("bob", 404), ("charlie", 404), ("rita", 403)])
def test_others_withdraw_nothing(
    fnac: Discussion, sent: Message, name: str, status: int, request: pytest.FixtureRequest
) -> None:
    client = browser_of(request.getfixturevalue(name))
    answer = client.post(f"/d/{fnac.pk}/links/{link_of(sent).pk}/withdraw")
    assert answer.status_code == status
    assert link_of(sent).is_good


def test_a_reader_sees_the_count_and_no_button(rita: Player, fnac: Discussion, sent: Message) -> None:
    words = text_of(browser_of(rita).get(f"/d/{fnac.pk}"))
    assert "0 downloads" in words
    assert "Withdraw link" not in words


def test_an_answer_taken_back_stands_in_the_composer_without_its_lines(
    inside: Client, fnac: Discussion, sent: Message
) -> None:
    inside.post(f"/d/{fnac.pk}/messages/{sent.pk}/take-back")
    page = inside.get(f"/d/{fnac.pk}")
    typed = page.content.decode().split("<textarea")[1].split("</textarea>")[0]
    assert "Voici la facture." in typed
    assert "/f/" not in typed
    assert "Send facture.pdf" in attributes(page, "aria-label")
    assert not FileLink.objects.get().is_good
