"""Reading and answering in a real browser."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from guichet.inbox.models import Delivery, Discussion, Message
from tests.browser.conftest import Entering
from tests.browser.sample import channel_row
from tests.cast import Company
from tests.web.talking import answered, say

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def talk(lumen: Company) -> Discussion:
    """Camille's discussion."""
    return say(channel_row(lumen.store, "mirakl-leroymerlin"))


@pytest.fixture
def page(entering: Entering, talk: Discussion) -> Page:
    """Its page."""
    return entering(f"/d/{talk.pk}")


def reply_of(talk: Discussion) -> Message:
    """The one reply written here."""
    return talk.messages.exclude(delivery=Delivery.RECEIVED).get()


def test_a_reply_by_keys_shows_how_far_it_is(page: Page, talk: Discussion) -> None:
    page.keyboard.press("r")
    field = page.get_by_label("Reply, plain text")
    expect(field).to_be_focused()
    page.keyboard.type("Bonjour, le globe part ce soir.")
    expect(page.locator("#count")).to_have_text(re.compile(r"31 / \d+"))
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.msg--queued")).to_contain_text("Leaves in")
    expect(field).to_have_value("")
    message = reply_of(talk)
    assert (message.body, message.recipients) == ("Bonjour, le globe part ce soir.", ["CUSTOMER"])
    field.fill("Something else meanwhile")
    Message.objects.filter(pk=message.pk).update(delivery=Delivery.SENDING)
    expect(page.locator(f"#m-{message.pk}")).to_contain_text("Sending")
    Message.objects.filter(pk=message.pk).update(delivery=Delivery.CONFIRMED)
    expect(page.locator(f"#m-{message.pk}")).to_contain_text("seen on Leroy Merlin")
    expect(field).to_have_value("Something else meanwhile")
    expect(page.locator("[data-under-way]")).to_have_count(0)


def test_reply_and_solve_by_keys(page: Page, talk: Discussion) -> None:
    page.keyboard.press("r")
    page.keyboard.type("Voilà.")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator("#status")).to_have_text("Solved")
    talk.refresh_from_db()
    assert talk.status == "SOLVED"
    assert reply_of(talk).body == "Voilà."


def test_undo_brings_the_text_back(page: Page, talk: Discussion) -> None:
    page.get_by_label("Reply, plain text").fill("Trop vite")
    page.get_by_role("button", name="Reply", exact=True).first.click()
    expect(page.locator("article.msg--queued")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_label("Reply, plain text")).to_have_value("Trop vite")
    expect(page.locator("article.msg--queued")).to_have_count(0)
    assert talk.messages.count() == 1


def test_a_failure_stays_in_the_thread_with_two_ways_out(entering: Entering, talk: Discussion) -> None:
    message = answered(talk, Delivery.FAILED, "The order is closed to messages.")
    page = entering(f"/d/{talk.pk}")
    expect(page.get_by_role("alert")).to_contain_text("Not sent. The order is closed to messages.")
    page.get_by_label("Reply, plain text").fill("Half a sentence")
    page.get_by_role("button", name="Retry").click()
    expect(page.locator(f"#m-{message.pk}")).to_contain_text("Queued")
    expect(page.get_by_label("Reply, plain text")).to_have_value("Half a sentence")


def test_a_refused_reply_keeps_text_and_moves_the_focus(entering: Entering, talk: Discussion) -> None:
    page = entering(f"/d/{talk.pk}", forgive="422")
    page.get_by_label("Reply, plain text").fill("Bonjour <b>Madame</b>")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#problems")).to_be_focused()
    expect(page.locator("#problems")).to_contain_text("The answer holds HTML")
    expect(page.get_by_label("Reply, plain text")).to_have_value("Bonjour <b>Madame</b>")
    page.locator("#problems a").click()
    expect(page.get_by_label("Reply, plain text")).to_be_focused()
    assert talk.messages.count() == 1


def test_files_are_chosen_dropped_and_sent(page: Page, talk: Discussion, tmp_path: Path) -> None:
    for name in ("facture.pdf", "photo.jpg"):
        (tmp_path / name).write_bytes(b"%PDF-1.7 " + name.encode())
    chooser = page.locator("#files")
    chooser.set_input_files(tmp_path / "facture.pdf")
    chooser.set_input_files(tmp_path / "photo.jpg")
    expect(page.locator("#chosen .file")).to_have_count(2)
    page.get_by_role("button", name="Remove photo.jpg").click()
    expect(page.locator("#chosen .file")).to_have_count(1)
    page.get_by_label("Reply, plain text").fill("Voici la facture.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.msg--queued .file")).to_contain_text("facture.pdf")
    assert reply_of(talk).attachments.get().file_name == "facture.pdf"


def test_status_by_key_and_back(page: Page, talk: Discussion) -> None:
    page.keyboard.press("p")
    expect(page.locator("#status")).to_have_text("Pending")
    expect(page.locator("#toasts")).to_contain_text("Pending")
    talk.refresh_from_db()
    assert talk.status == "PENDING"
    page.keyboard.press("z")
    expect(page.locator("#status")).to_have_text("Open")
    talk.refresh_from_db()
    assert talk.status == "OPEN"
    page.keyboard.press("s")
    page.keyboard.press("4")
    expect(page.locator("#status")).to_have_text("Closed")


def test_the_ticket_dialog_saves(page: Page, talk: Discussion) -> None:
    page.get_by_label("More actions").click()
    page.get_by_role("link", name="Internal ticket ID").click()
    page.get_by_label("Your ticket ID").fill("ZD-48213")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".conv__meta")).to_contain_text("ZD-48213")


def test_marked_unread_leads_back_to_the_list(page: Page, talk: Discussion) -> None:
    page.keyboard.press("u")
    expect(page.locator("#list tbody tr.is-unread")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/#d-"))


def test_on_a_narrow_screen_the_order_is_a_drawer(entering: Entering, talk: Discussion) -> None:
    page = entering(f"/d/{talk.pk}", width=800)
    expect(page.locator("#order")).to_be_hidden()
    page.get_by_role("link", name="Order 230411-88412-A").click()
    expect(page.locator("#order")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#order")).to_be_hidden()


def test_everything_without_a_script(entering: Entering, talk: Discussion) -> None:
    failed = answered(talk, Delivery.FAILED, "Refused.")
    page = entering(f"/d/{talk.pk}", script=False)
    page.get_by_role("radio", name="Both").check()
    page.get_by_label("Reply, plain text").fill("Sans script")
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_label("Reply, plain text")).to_have_value(f"{failed.body}\n\nSans script")
    page.get_by_label("Other ways to reply").click()
    page.get_by_role("button", name="Reply and pending").click()
    expect(page.locator("article.msg--queued")).to_contain_text("Leaves in")
    reply = reply_of(talk)
    assert (reply.body, reply.recipients) == (f"{failed.body}\n\nSans script", ["CUSTOMER"])
    talk.refresh_from_db()
    assert talk.status == "PENDING"
    assert reply.leaves_at is not None
    assert reply.leaves_at > timezone.now()
