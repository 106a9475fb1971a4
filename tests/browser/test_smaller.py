"""A picture that is too large for its marketplace is made smaller on demand, in a real browser."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from guichet.inbox.files import open_file
from guichet.inbox.models import Attachment
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform
from tests.browser.conftest import Entering
from tests.browser.sample import channel_row
from tests.cast import Company
from tests.web.talking import say

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]


def _photo(path: Path, more_than: int) -> Path:
    """Noise does not compress, so this many pixels are this many bytes."""
    side = int((more_than / 3) ** 0.5) + 200
    Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(path, "PNG", compress_level=0)
    assert path.stat().st_size > more_than
    return path


def test_a_picture_that_is_too_large_is_made_to_fit(
    entering: Entering, lumen: Company, tmp_path: Path
) -> None:
    most = manifest_of(Platform.MIRAKL).capabilities.max_attachment_bytes
    assert most is not None
    page = entering(f"/d/{say(channel_row(lumen.store, 'mirakl-leroymerlin')).pk}", forgive="422")
    page.set_input_files("#files", _photo(tmp_path / "lampe cassée.png", most))
    chip = page.locator("#chosen .file--bad")
    expect(chip).to_contain_text("this marketplace takes")
    assert not Attachment.objects.exists()
    chip.get_by_role("button", name="Make it smaller").click()
    expect(page.locator("#chosen [data-chosen]")).to_contain_text("lampe cassée.jpg", timeout=20_000)
    expect(page.locator("#chosen .file--bad")).to_have_count(0)
    shrunk = Attachment.objects.get(file_name="lampe cassée.jpg")
    assert shrunk.size_bytes <= most
    with open_file(shrunk) as stream:
        assert Image.open(BytesIO(stream.read())).format == "JPEG"


def test_what_is_no_picture_is_not_offered_to_shrink(
    entering: Entering, lumen: Company, tmp_path: Path
) -> None:
    most = manifest_of(Platform.MIRAKL).capabilities.max_attachment_bytes or 0
    page = entering(f"/d/{say(channel_row(lumen.store, 'mirakl-leroymerlin')).pk}", forgive="422")
    paper = tmp_path / "facture.pdf"
    paper.write_bytes(b"%PDF-1.7\n" + os.urandom(most))
    page.set_input_files("#files", paper)
    expect(page.locator("#chosen .file--bad")).to_contain_text("this marketplace takes")
    expect(page.get_by_role("button", name="Make it smaller")).to_have_count(0)
