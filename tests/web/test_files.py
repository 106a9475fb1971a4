"""Downloads by signed links."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.signing import TimestampSigner
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from guichet.inbox.files import store
from guichet.inbox.links import signed_path
from guichet.inbox.models import Attachment
from tests.cast import Company
from tests.web.browsing import text_of

pytestmark = pytest.mark.django_db
BYTES = b"%PDF-1.7 whatever"


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.GUICHET_DATA_DIR = tmp_path


def kept(
    lumen: Company, name: str = "facture.pdf", kind: str = "application/pdf", state: str = "STORED"
) -> str:
    """A file, and its link."""
    content = store([BYTES], 1000)
    file = Attachment.objects.create(
        account=lumen.account, file_name=name, content_type=kind, size_bytes=content.size_bytes,
        digest=content.digest, state=state,
    )  # fmt: skip
    return signed_path(file.pk)


def fetched(link: str) -> tuple[HttpResponseBase, bytes]:
    """What a browser without a session gets, read to its end."""
    answer = Client().get(link)
    content = b"".join(answer)
    answer.close()
    return answer, content


def test_whoever_holds_the_link_gets_the_bytes(lumen: Company) -> None:
    answer, content = fetched(kept(lumen))
    assert answer.status_code == 200
    assert content == BYTES
    assert answer["Content-Length"] == str(len(BYTES))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("kind", "disposition"),
    [
        ("application/pdf", "inline"),
        ("image/png", "inline"),
        ("image/webp", "inline"),
        ("image/svg+xml", "attachment"),
        ("text/html", "attachment"),
        ("application/octet-stream", "attachment"),
    ],
)
def test_only_pictures_and_pdf_open_in_the_browser(lumen: Company, kind: str, disposition: str) -> None:
    answer, _ = fetched(kept(lumen, kind=kind))
    assert answer["Content-Disposition"].split(";")[0] == disposition
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert policy.endswith("sandbox" if kind != "application/pdf" else "frame-ancestors 'self'")
    assert "script-src" not in policy


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("facture.pdf", 'inline; filename="facture.pdf"'),
        ("Réclamation été.pdf", "inline; filename*=utf-8''R%C3%A9clamation%20%C3%A9t%C3%A9.pdf"),
        ('say "hi".pdf', 'inline; filename="say \\"hi\\".pdf"'),
        ("../../etc/passwd", 'inline; filename="passwd"'),
        ("a\r\nSet-Cookie: x=1.pdf", 'inline; filename="aSet-Cookie: x=1.pdf"'),
        ("\r\n", 'inline; filename="file"'),
    ],
)
def test_the_name_survives_and_harms_nothing(lumen: Company, name: str, written: str) -> None:
    assert fetched(kept(lumen, name=name))[0]["Content-Disposition"] == written


def test_a_link_that_is_not_ours_or_too_old_is_404(lumen: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    link = kept(lumen)
    forged = link[:-1] + ("A" if link[-1] != "A" else "B")
    answer = Client().get(forged)
    assert answer.status_code == 404
    assert "older than 90 days" in text_of(answer)
    then = time.time() - timedelta(days=91).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: then)
    stale = TimestampSigner(salt="guichet.file").sign(Attachment.objects.get().pk.hex)
    monkeypatch.undo()
    assert Client().get(f"/files/{stale}").status_code == 404


@pytest.mark.parametrize(
    ("state", "sentence"), [("WAITING", "still being fetched"), ("FAILED", "no longer has this file")]
)
def test_a_file_that_is_not_here_says_why(lumen: Company, state: str, sentence: str) -> None:
    answer = Client().get(kept(lumen, state=state))
    assert answer.status_code == 404
    assert sentence in text_of(answer)


def test_a_file_lost_by_the_disk_is_said(lumen: Company, tmp_path: Path) -> None:
    link = kept(lumen)
    for path in (tmp_path / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    answer = Client().get(link)
    assert answer.status_code == 404
    assert "no longer on this server's disk" in text_of(answer)
