"""A scanner that is there, away, or not wanted."""

from io import BytesIO

import pytest
from pytest_django import Settings

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.actions.files_of_reply import uploads_of
from guichet.inbox.actions.upload import upload
from guichet.inbox.links import signed_path
from guichet.inbox.models import Attachment
from guichet.sync.attachments import fetch_attachment
from guichet.sync.pull import synchronise
from sandbox.mirakl import File, MiraklOperator, Post
from tests.cast import Player
from tests.inbox.files.clamd import EICAR, LIMIT, clamd
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db
NOWHERE = "tcp://127.0.0.1:9"


def _come_in(channel: Channel, operator: MiraklOperator, content: bytes) -> Attachment:
    operator.add_thread([Post("Voici.", files=(File("photo.txt", content),))])
    synchronise(channel.pk)
    return Attachment.objects.get()


def _fetched(file: Attachment) -> Attachment:
    Attachment.objects.filter(pk=file.pk).update(next_try_at="2026-01-01T00:00:00Z")
    fetch_attachment(file.pk)
    file.refresh_from_db()
    return file


def test_eicar_from_a_customer_is_kept_locked(
    channel: Channel, operator: MiraklOperator, alice: Player, settings: Settings
) -> None:
    with clamd() as settings.GUICHET_CLAMAV_URL:
        file = _fetched(_come_in(channel, operator, EICAR))
    assert file.state == "QUARANTINED"
    assert "Eicar-Test-Signature" in file.error
    assert file.scanned_at is None
    assert file.digest
    answer = browser_of(alice).get(signed_path(file.pk))
    assert answer.status_code == 404
    assert EICAR not in answer.content
    assert uploads_of(alice.viewer, [file.pk])[1]


def test_a_clean_file_says_when_it_was_looked_at(
    channel: Channel, operator: MiraklOperator, settings: Settings
) -> None:
    with clamd() as settings.GUICHET_CLAMAV_URL:
        file = _fetched(_come_in(channel, operator, b"bonjour"))
    assert file.state == "STORED"
    assert file.scanned_at is not None


def test_without_a_scanner_nothing_pretends_to_have_scanned(
    channel: Channel, operator: MiraklOperator
) -> None:
    file = _fetched(_come_in(channel, operator, EICAR))
    assert (file.state, file.scanned_at, file.error) == ("STORED", None, "")


def test_a_scanner_that_is_away_keeps_the_file_waiting_and_is_asked_again(
    channel: Channel, operator: MiraklOperator, settings: Settings
) -> None:
    waiting = _come_in(channel, operator, EICAR)
    settings.GUICHET_CLAMAV_URL = NOWHERE
    for _ in range(20):
        file = _fetched(waiting)
    assert file.state == "WAITING"
    assert "does not answer" in file.error
    downloads = len(operator.calls.of("M13"))
    with clamd() as settings.GUICHET_CLAMAV_URL:
        assert _fetched(waiting).state == "QUARANTINED"
    # Once is enough: the bytes were here.
    assert len(operator.calls.of("M13")) == downloads == 1


def test_a_file_too_long_for_the_scanner_is_kept_and_said_to_be_unscanned(
    channel: Channel, operator: MiraklOperator, settings: Settings
) -> None:
    with clamd() as settings.GUICHET_CLAMAV_URL:
        file = _fetched(_come_in(channel, operator, bytes(LIMIT * 3)))
    assert (file.state, file.scanned_at) == ("STORED", None)
    assert "not scanned" in file.error


def test_an_upload_with_something_in_it_is_not_taken(alice: Player, settings: Settings) -> None:
    with clamd() as settings.GUICHET_CLAMAV_URL, pytest.raises(RefusalError) as refusal:
        upload(alice.viewer, "facture.txt", BytesIO(EICAR))
    assert refusal.value.problems[0].code is ErrorCode.INVALID
    assert Attachment.objects.count() == 0


def test_no_upload_while_the_scanner_is_away(alice: Player, settings: Settings) -> None:
    settings.GUICHET_CLAMAV_URL = NOWHERE
    with pytest.raises(RefusalError) as refusal:
        upload(alice.viewer, "facture.txt", BytesIO(b"bonjour"))
    assert refusal.value.problems[0].code is ErrorCode.UNREACHABLE
    assert Attachment.objects.count() == 0
