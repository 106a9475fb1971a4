"""Files on marketplaces that take none: lines under the text, and what they lead to."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import Settings

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.inbox import access
from guichet.inbox.actions.cancel_message import cancel_message
from guichet.inbox.actions.count_download import count_download
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.actions.revoke_link import revoke_link
from guichet.inbox.link_lines import shown_name
from guichet.inbox.models import Attachment, Discussion, FileLink, Message, Order
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform
from guichet.sync.outgoing import outgoing_of
from tests.cast import Company, Player
from tests.linking import BASE, CUSTOMER, answered_with, link_of, talk_on, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(settings: Settings, tmp_path: Path) -> None:
    settings.GUICHET_BASE_URL = BASE
    settings.GUICHET_DATA_DIR = tmp_path


@pytest.fixture
def talk(lumen: Company) -> Discussion:
    """At Fnac France, in Alice's first store."""
    return talk_on(lumen.store, "fnac-fr")


def refused(who: Player, talk: Discussion, *files: Attachment, body: str = "Voici.") -> tuple[ErrorCode, str]:
    """Why an answer does not go; nothing of it is left behind."""
    with pytest.raises(RefusalError) as refusal:
        answered_with(who, talk, *files, body=body)
    assert not Message.objects.exclude(delivery="RECEIVED").exists()
    assert not FileLink.objects.exists()
    (problem,) = refusal.value.problems
    return problem.code, problem.message


def test_the_lines_stand_under_the_text_in_the_order_of_the_files(alice: Player, talk: Discussion) -> None:
    message = answered_with(alice, talk, uploaded(alice), uploaded(alice, "photo.jpg"))
    invoice, photo = (link for link in FileLink.objects.order_by("id"))
    assert message.body == (
        "Voici la facture.\n\n"
        f"Pièce jointe : facture.pdf — {BASE}/f/{invoice.token}\n"
        f"Pièce jointe : photo.jpg — {BASE}/f/{photo.token}"
    )
    names = [link.attachment.file_name for link in (invoice, photo)]
    assert names == ["facture.pdf", "photo.jpg"]
    assert {link.attachment.message_id for link in (invoice, photo)} == {message.pk}


def test_a_link_is_long_to_guess_and_good_for_90_days(alice: Player, talk: Discussion) -> None:
    links = [link_of(answered_with(alice, talk, uploaded(alice))) for _ in range(2)]
    assert len({link.token for link in links}) == 2
    assert {len(link.token) for link in links} == {22}
    assert abs(links[0].expires_at - timezone.now() - timedelta(days=90)) < timedelta(minutes=1)
    assert links[0].account_id == alice.member.account_id


def test_no_file_goes_by_itself_there_and_none_becomes_a_link_where_files_go(
    alice: Player, lumen: Company, talk: Discussion
) -> None:
    assert outgoing_of(answered_with(alice, talk, uploaded(alice))).files == ()
    FileLink.objects.all().delete()
    mirakl = talk_on(lumen.store, "mirakl-leroymerlin", Platform.MIRAKL)
    message = answered_with(alice, mirakl, uploaded(alice))
    assert message.body == "Voici la facture."
    assert [file.file_name for file in outgoing_of(message).files] == ["facture.pdf"]
    assert not FileLink.objects.exists()


@pytest.mark.parametrize(
    ("code", "locale", "words"),
    [
        ("fnac-fr", None, "Pièce jointe : facture.pdf — "),
        ("fnac-be", None, "Pièce jointe : facture.pdf — "),
        ("fnac-be", "nl_BE", "Bijlage: facture.pdf — "),
        ("fnac-es", None, "Archivo adjunto: facture.pdf — "),
        ("fnac-pt", None, "Anexo: facture.pdf — "),
        ("fnac-fr", "de-DE", "Anhang: facture.pdf — "),
        ("fnac-fr", "it_IT", "Allegato: facture.pdf — "),
        ("fnac-fr", "EN", "Attachment: facture.pdf — "),
        ("fnac-fr", "ja_JP", "Pièce jointe : facture.pdf — "),
        ("mirakl-other", None, "Attachment: facture.pdf — "),
        ("gone-from-the-catalogue", None, "Attachment: facture.pdf — "),
    ],
)
def test_the_language_is_the_customers_else_the_countrys(
    alice: Player, lumen: Company, code: str, locale: str | None, words: str
) -> None:
    talk = talk_on(lumen.store, code)
    if locale:
        assert Order.objects.update(data={"customer_locale": locale}) == 1
    message = answered_with(alice, talk, uploaded(alice))
    assert message.body.split("\n")[-1].startswith(words + BASE)


def test_rakuten_counts_the_lines_in_its_bytes(alice: Player, lumen: Company) -> None:
    talk = talk_on(lumen.store, "rakuten-fr", Platform.RAKUTEN_FR)
    can = manifest_of(Platform.RAKUTEN_FR).capabilities
    assert can.max_body_length == 475
    line = len(f"\n\nPièce jointe : facture.pdf — {BASE}/f/") + 22
    code, sentence = refused(alice, talk, uploaded(alice), body="a" * (475 - line + 1))
    assert code is ErrorCode.TOO_LONG
    assert sentence.startswith("The links to the files need room: with them the answer counts 476 characters")
    assert sentence.endswith("takes 475; shorten it by 1 or leave a file out.")
    message = answered_with(alice, talk, uploaded(alice), body="a" * (475 - line))
    assert can.measure(message.body) == 475


def test_a_marketplace_that_forbids_links_gets_none(
    alice: Player, talk: Discussion, monkeypatch: pytest.MonkeyPatch
) -> None:
    fnac = manifest_of(Platform.FNAC_DARTY)
    strict = replace(fnac, capabilities=replace(fnac.capabilities, forbids_links=True))
    for module in ("check_reply", "links_of_reply"):
        monkeypatch.setattr(f"guichet.inbox.actions.{module}.manifest_of", lambda _: strict)
    code, sentence = refused(alice, talk, uploaded(alice))
    assert code is ErrorCode.UNSUPPORTED
    assert "forbids links" in sentence


def test_without_an_address_of_our_own_files_cannot_go(
    alice: Player, talk: Discussion, settings: Settings
) -> None:
    settings.GUICHET_BASE_URL = None
    code, sentence = refused(alice, talk, uploaded(alice))
    assert code is ErrorCode.UNSUPPORTED
    assert "set GUICHET_BASE_URL" in sentence
    assert answered_with(alice, talk, body="Sans fichier.").body == "Sans fichier."


def test_an_answer_taken_back_loses_its_lines_and_its_links(alice: Player, talk: Discussion) -> None:
    typed = "Bonjour,\n\nvoici : https://example.com/f/aide"
    message = answered_with(alice, talk, uploaded(alice), uploaded(alice, "b.pdf"), body=typed)
    files = list(message.attachments.all())
    assert cancel_message(alice.viewer, message.pk).body == typed
    assert not any(link.is_good for link in FileLink.objects.all())
    again = answered_with(alice, talk, *files, body=typed)
    assert again.body.count("/f/") == 3
    assert FileLink.objects.filter(attachment__message=again, revoked_at=None).count() == 2


def test_the_same_key_makes_one_reply_and_one_link(alice: Player, talk: Discussion) -> None:
    file = uploaded(alice)
    request = ReplyRequest(talk.pk, "Voici.", CUSTOMER, [file.pk], idempotency_key="k1")
    assert reply(alice.viewer, request).body == reply(alice.viewer, request).body
    assert FileLink.objects.count() == 1


def test_downloads_are_counted_until_the_link_is_withdrawn(alice: Player, talk: Discussion) -> None:
    link = link_of(answered_with(alice, talk, uploaded(alice)))
    stale = FileLink.objects.get(id=link.pk)
    assert count_download(link)
    assert count_download(stale)
    revoked = revoke_link(alice.viewer, link.pk)
    assert not count_download(stale)
    assert revoke_link(alice.viewer, link.pk).revoked_at == revoked.revoked_at
    link.refresh_from_db()
    assert (link.downloads, link.is_good) == (2, False)
    assert link.last_download_at is not None


@pytest.mark.parametrize("name", ["bob", "charlie"])
def test_nobody_else_s_link_can_be_withdrawn(
    alice: Player, talk: Discussion, name: str, request: pytest.FixtureRequest
) -> None:
    viewer = request.getfixturevalue(name).viewer
    link = link_of(answered_with(alice, talk, uploaded(alice)))
    assert list(access.file_links(alice.viewer)) == [link]
    assert not access.file_links(viewer).exists()
    said = []
    for link_id in (link.pk, uuid4()):
        with pytest.raises(RefusalError) as refusal:
            revoke_link(viewer, link_id)
        said.append(refusal.value.problems)
    assert said[0] == said[1]
    assert said[0][0].code is ErrorCode.NOT_FOUND
    link.refresh_from_db()
    assert link.is_good


def test_an_agent_of_the_store_may_and_a_reader_may_not(
    alice: Player, charlie: Player, rita: Player, lumen: Company
) -> None:
    talk = talk_on(lumen.other_store, "fnac-fr")
    link = link_of(answered_with(alice, talk, uploaded(alice)))
    with pytest.raises(RefusalError) as refusal:
        revoke_link(rita.viewer, link.pk)
    assert refusal.value.problems[0].code is ErrorCode.FORBIDDEN
    assert not revoke_link(charlie.viewer, link.pk).is_good


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("facture été.pdf", "facture été.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\scans\\a.pdf", "a.pdf"),
        ("a\r\nb\t<b>.pdf", "a b b.pdf"),
        ("\r\n", "file"),
        ("x" * 100 + ".pdf", "x" * 53 + "....pdf"),
        ("x" * 100, "x" * 57 + "..."),
    ],
)
def test_a_name_stays_on_its_line(name: str, shown: str) -> None:
    assert shown_name(name) == shown
    assert len(shown_name(name)) <= 60
