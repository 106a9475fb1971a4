"""Links to files in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from guichet.inbox.models import Delivery, FileLink, Message
from tests.browser.conftest import Entering, LiveServer
from tests.cast import Company
from tests.linking import BYTES, talk_on

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]


def test_a_file_goes_as_a_link_is_followed_and_withdrawn(
    entering: Entering, live_server: LiveServer, lumen: Company, settings: Settings, tmp_path: Path
) -> None:
    settings.GUICHET_BASE_URL = live_server.url
    settings.GUICHET_DATA_DIR = tmp_path
    talk = talk_on(lumen.store, "fnac-fr")
    page = entering(f"/d/{talk.pk}")
    expect(page.get_by_text("Files travel as links under the text, good for 90 days")).to_be_visible()
    page.get_by_label("Attach files").set_input_files(
        {"name": "facture.pdf", "mimeType": "application/pdf", "buffer": BYTES}
    )
    page.get_by_label("Reply, plain text").fill("Voici la facture.")
    page.get_by_role("button", name="Reply", exact=True).first.click()
    expect(page.get_by_text("Pièce jointe : facture.pdf")).to_be_visible()
    body = Message.objects.exclude(delivery=Delivery.RECEIVED).get().body
    with page.expect_download() as downloading:
        page.evaluate("address => { location.href = address }", body.rpartition(" ")[2])
    assert downloading.value.suggested_filename == "facture.pdf"
    assert downloading.value.path().read_bytes() == BYTES
    page.reload()
    expect(page.get_by_text("1 download")).to_be_visible()
    page.get_by_role("button", name="Withdraw the link to facture.pdf").click()
    expect(page.get_by_text("Link withdrawn, 1 download")).to_be_visible()
    assert not FileLink.objects.get().is_good
