"""Uploads that were never sent go after a week; nothing that anybody may still want goes."""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone
from pytest_django import Settings

from guichet.accounts.models import Channel
from guichet.inbox import files
from guichet.inbox.actions.save_draft import DraftRequest, save_draft
from guichet.inbox.actions.upload import upload
from guichet.inbox.files import open_content, store
from guichet.inbox.models import Attachment, Discussion, Draft
from guichet.invoicing.actions.generate_invoice import generate_invoice
from guichet.invoicing.actions.save_settings import save_settings
from guichet.sync.let_go import let_go
from tests.cast import Company, Player
from tests.invoicing.conftest import auchan, lamp, shop
from tests.invoicing.paper.papers import logo
from tests.invoicing.sales import FRENCH
from tests.web.talking import say

__all__ = ["auchan", "lamp", "shop"]
pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    """What another test keeps in the common folder has no row in this one's database, and would be let go."""
    settings.GUICHET_DATA_DIR = tmp_path


@pytest.fixture
def talk(auchan: Channel) -> Discussion:
    """A discussion to answer."""
    return say(auchan)


def _path(digest: str) -> Path:
    return Path(settings.GUICHET_DATA_DIR) / "files" / digest[:2] / digest


def _is_kept(digest: str) -> bool:
    try:
        open_content(digest).close()
    except FileNotFoundError:
        return False
    return True


def _upload(who: Player, content: bytes | None = None) -> Attachment:
    return upload(who.viewer, "photo.jpg", BytesIO(content or uuid4().bytes))


def _aged(days: int, *digests: str) -> None:
    """So many days pass for all rows, and for these contents."""
    for row in Attachment.objects.all():
        row.created_at -= days * DAY
        row.loose_since = row.loose_since and row.loose_since - days * DAY
        row.save(update_fields=["created_at", "loose_since"])
    for digest in digests:
        then = _path(digest).stat().st_mtime - days * DAY.total_seconds()
        os.utime(_path(digest), (then, then))


def test_an_upload_that_is_never_sent_goes_after_a_week_and_its_bytes_a_week_later(alice: Player) -> None:
    file = _upload(alice)
    for _day in range(7):
        _aged(1, file.digest)
        let_go()
        assert Attachment.objects.filter(pk=file.pk).exists()
    for _day in range(2):
        _aged(1, file.digest)
        let_go()
    assert not Attachment.objects.filter(pk=file.pk).exists()
    assert _is_kept(file.digest)
    _aged(8, file.digest)
    let_go()
    assert not _is_kept(file.digest)


def test_what_a_draft_names_stays_and_its_week_begins_when_it_does_not(
    alice: Player, talk: Discussion
) -> None:
    file = _upload(alice)
    save_draft(alice.viewer, DraftRequest(talk.pk, "", attachment_ids=[file.pk]))
    for _ in range(3):
        _aged(30, file.digest)
        let_go()
    Draft.objects.all().delete()
    _aged(30, file.digest)
    let_go()
    assert Attachment.objects.filter(pk=file.pk).exists()
    assert _is_kept(file.digest)
    _aged(8, file.digest)
    let_go()
    assert not Attachment.objects.filter(pk=file.pk).exists()


def test_invoices_and_logos_stay(alice: Player, shop: Company, lamp: Any) -> None:
    invoice = generate_invoice(alice.viewer, lamp.pk)
    picture = upload(alice.viewer, "logo.png", BytesIO(logo()))
    save_settings(alice.viewer, shop.store.pk, FRENCH, logo_id=picture.pk)
    for _ in range(3):
        _aged(30, invoice.digest, picture.digest)
        let_go()
    assert Attachment.objects.filter(pk__in=[picture.pk, invoice.file_id]).count() == 2
    assert _is_kept(invoice.digest)
    assert _is_kept(picture.digest)


def test_bytes_that_another_row_names_stay(alice: Player, bob: Player) -> None:
    content = uuid4().bytes
    mine, other = _upload(alice, content), _upload(bob, content)
    _aged(20, mine.digest)
    let_go()
    Attachment.objects.filter(pk=other.pk).update(created_at=timezone.now(), loose_since=None)
    _aged(8, mine.digest)
    Attachment.objects.filter(pk=other.pk).update(created_at=timezone.now(), loose_since=None)
    let_go()
    assert not Attachment.objects.filter(pk=mine.pk).exists()
    assert Attachment.objects.filter(pk=other.pk).exists()
    _aged(30, mine.digest)
    Attachment.objects.update(created_at=timezone.now(), loose_since=None)
    let_go()
    assert _is_kept(other.digest)


def test_bytes_without_a_row_stay_a_week_for_the_row_to_come() -> None:
    digest = store([uuid4().bytes], 100).digest
    let_go()
    assert _is_kept(digest)
    _aged(8, digest)
    let_go()
    assert not _is_kept(digest)


def test_bytes_that_are_taken_in_again_are_new() -> None:
    content = uuid4().bytes
    digest = store([content], 100).digest
    _aged(8, digest)
    store([content], 100)
    let_go()
    assert _is_kept(digest)


def test_who_takes_the_same_bytes_in_at_this_very_moment_gets_them() -> None:
    """The one who lets go has looked already; the other comes before the bytes are gone, or after."""
    content = uuid4().bytes
    digest = store([content], 100).digest
    _aged(8, digest)
    asked, stored = Event(), Event()

    def take_in() -> None:
        asked.wait(10)
        store([content], 100)
        stored.set()

    def is_named(_digest: str) -> bool:
        asked.set()
        assert not stored.wait(0.3), "it must wait until the bytes are gone, and then write them again"
        return False

    other = Thread(target=take_in)
    other.start()
    assert files.drop_unnamed(digest, timezone.now() - 7 * DAY, is_named)
    other.join(10)
    assert stored.is_set()
    assert _is_kept(digest)


def test_halves_of_streams_that_broke_go_too() -> None:
    part = Path(settings.GUICHET_DATA_DIR) / "files" / "in-broken"
    part.parent.mkdir()
    part.write_bytes(b"half")
    let_go()
    assert part.exists()
    then = part.stat().st_mtime - 8 * DAY.total_seconds()
    os.utime(part, (then, then))
    let_go()
    assert not part.exists()
