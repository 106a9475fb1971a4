"""The main job once in a real browser, on a whole installation, from activation to an answer seen there."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from sandbox.mirakl import File, MiraklOperator, Post, RunningServer
from tests.browser.conftest import ARGUMENTS, chromium_path
from tests.stories.installation import Installation, installation
from tests.stories.prepared import PASSWORD

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("stories")]
SOON = 60_000


def sign_in(page: Page, guichet: Installation) -> None:
    """As the owner that bootstrap made."""
    page.goto(f"{guichet.url}/")
    page.get_by_label("E-mail").fill("ines@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{guichet.url}/")


def activate(page: Page, guichet: Installation, operator: MiraklOperator, server: RunningServer) -> None:
    """Through the catalogue and its form."""
    page.goto(f"{guichet.url}/marketplaces/mirakl-other/activate")
    page.get_by_label("Address of the marketplace's back office").fill(f"{server.url}/mmp/shop/messages")
    page.get_by_label("API key", exact=True).fill(operator.api_key)
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_text("Other Mirakl marketplace").first).to_be_visible()


def open_first(page: Page, guichet: Installation, subject: str) -> None:
    """Wait until the discussion is in the list, and open it."""
    row = page.locator(".row__subj a", has_text=subject)
    for _ in range(60):
        page.goto(f"{guichet.url}/")
        if row.count():
            break
        page.wait_for_timeout(500)
    row.first.click()
    expect(page.locator("h1")).to_contain_text(subject)


def answer(page: Page, folder: Path) -> None:
    """Reply and solve, with a file."""
    invoice = folder / "facture.pdf"
    invoice.write_bytes(b"%PDF-1.4 test")
    page.get_by_label("Reply, plain text").fill("Bonjour,\nvoici la facture.")
    page.locator("#reply input[type=file]").set_input_files(invoice)
    page.get_by_label("Reply, plain text").press("Control+Shift+Enter")


def test_the_main_job_in_a_browser(
    data_folder: Path, tmp_path: Path, operator: MiraklOperator, server: RunningServer
) -> None:
    photo = (File("photo.png", b"\x89PNG\r\n\x1a\n"),)
    order = operator.add_order()
    thread = operator.add_thread([Post("Le verre est <b>fendu</b>.", files=photo)], order=order)
    with installation(data_folder) as guichet, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        page = browser.new_page()
        sign_in(page, guichet)
        activate(page, guichet, operator, server)
        open_first(page, guichet, "Ma commande")
        expect(page.locator("article.msg").first).to_contain_text("Le verre est fendu.")
        expect(page.locator("#order")).to_contain_text(order.id)
        answer(page, tmp_path)
        expect(page.get_by_text("seen on")).to_be_visible(timeout=SOON)
        browser.close()
    sent = operator.sent(thread.id)
    assert [[a.name for a in message.attachments] for message in sent] == [["facture.pdf"]]
    assert [message.body for message in sent] == ["Bonjour,<br />voici la facture."]
