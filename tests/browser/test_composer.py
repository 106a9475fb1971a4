"""The answer zone in a real browser: drafts, files, and nothing sent twice."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from guichet.accounts.models import Role
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.models import Attachment, Delivery, Discussion, Draft
from guichet.platforms.words import ParticipantKind
from tests.browser.conftest import Entering
from tests.browser.sample import channel_row
from tests.cast import PASSWORD, Company, player
from tests.waiting import until
from tests.web.talking import say

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]
BODY = "Reply, plain text"


@pytest.fixture
def talk(lumen: Company) -> Discussion:
    """Camille's discussion."""
    return say(channel_row(lumen.store, "mirakl-leroymerlin"))


@pytest.fixture
def page(entering: Entering, talk: Discussion) -> Page:
    """Its page."""
    return entering(f"/d/{talk.pk}")


def sent(talk: Discussion) -> int:
    """How many replies there are."""
    return talk.messages.exclude(delivery=Delivery.RECEIVED).count()


def drop(page: Page, name: str, words: str) -> None:
    """A file from the desktop, let go over the thread."""
    page.evaluate(
        """([name, words]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([words], name, { type: "text/plain" }));
            const give = kind => document.querySelector("#thread").dispatchEvent(
                new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
            give("dragover");
            give("drop");
        }""",
        [name, words],
    )


def paste(page: Page, name: str, words: str) -> None:
    """A file from the clipboard, into the answer."""
    page.evaluate(
        """([name, words]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([words], name, { type: "text/plain" }));
            document.querySelector("#body").dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
        }""",
        [name, words],
    )


def test_a_draft_is_on_every_computer_and_with_nobody_else(
    entering: Entering, page: Page, talk: Discussion
) -> None:
    page.get_by_label(BODY).fill("Not finished")
    expect(page.locator("#draft-state")).to_have_text("Draft kept")
    other = entering(f"/d/{talk.pk}")
    expect(other.get_by_label(BODY)).to_have_value("Not finished")
    assert Draft.objects.count() == 1


def test_a_lost_connection_keeps_the_text_in_the_browser(entering: Entering, talk: Discussion) -> None:
    page = entering(f"/d/{talk.pk}", forgive="ERR_")
    page.context.set_offline(True)
    page.get_by_label(BODY).fill("In a tunnel")
    expect(page.locator("#draft-state")).to_contain_text("your text is kept in this browser")
    assert not Draft.objects.exists()
    page.context.set_offline(False)
    page.goto(f"/d/{talk.pk}")
    expect(page.get_by_label(BODY)).to_have_value("In a tunnel")
    expect(page.locator("#draft-state")).to_have_text("Draft kept")
    assert Draft.objects.get().body == "In a tunnel"


def test_a_sign_in_that_ends_comes_back_to_the_answer(entering: Entering, talk: Discussion) -> None:
    page = entering(f"/d/{talk.pk}", forgive="401")
    page.context.clear_cookies(name="guichet_session")
    page.get_by_label(BODY).fill("Written while signed out")
    expect(page.locator("#draft-state")).to_contain_text("You are signed out.")
    page.keyboard.press("Control+Enter")
    page.get_by_label("E-mail").fill("alice@example.com")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label(BODY)).to_have_value("Written while signed out")
    assert sent(talk) == 0
    page.keyboard.press("r")
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.msg--queued")).to_contain_text("Written while signed out")
    assert sent(talk) == 1


def test_nothing_is_sent_twice_by_clicks_tabs_and_the_back_button(page: Page, talk: Discussion) -> None:
    page.get_by_label(BODY).fill("Once")
    page.evaluate(
        """() => { const form = document.querySelector("#reply");
            form.requestSubmit(); form.requestSubmit(); form.requestSubmit(); }"""
    )
    expect(page.locator("article.msg--queued")).to_have_count(1)
    page.go_back()
    expect(page.locator("article.msg--queued")).to_have_count(1)
    expect(page.get_by_label(BODY)).to_have_value("")
    assert sent(talk) == 1
    assert not Draft.objects.exists()


def test_in_a_second_tab_the_answer_of_the_first_is_said(entering: Entering, talk: Discussion) -> None:
    first = entering(f"/d/{talk.pk}")
    second = entering(f"/d/{talk.pk}", forgive="422")
    for tab in (first, second):
        tab.get_by_label(BODY).fill("The same answer")
    first.keyboard.press("Control+Enter")
    expect(first.locator("article.msg--queued")).to_have_count(1)
    second.keyboard.press("Control+Enter")
    expect(second.get_by_role("alert")).to_contain_text("You answered this discussion yourself")
    expect(second.get_by_label(BODY)).to_have_value("The same answer")
    assert sent(talk) == 1


def test_a_colleague_who_answered_meanwhile_is_named_and_one_may_insist(
    entering: Entering, lumen: Company, talk: Discussion
) -> None:
    page = entering(f"/d/{talk.pk}", forgive="422")
    page.get_by_label(BODY).fill("Mine")
    jonas = player(lumen, "Jonas", Role.AGENT)
    reply(jonas.viewer, ReplyRequest(talk.pk, "His", [ParticipantKind.CUSTOMER]))
    page.keyboard.press("Control+Enter")
    expect(page.locator("#problems")).to_contain_text("Jonas answered at")
    expect(page.locator("#thread")).to_contain_text("His")
    page.get_by_label(BODY).focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.msg--queued")).to_have_count(2)
    assert sent(talk) == 2


def test_files_are_chosen_dropped_pasted_removed_and_refused_beside_themselves(
    entering: Entering, talk: Discussion, tmp_path: Path
) -> None:
    page = entering(f"/d/{talk.pk}", forgive="422")
    (tmp_path / "chosen.txt").write_text("chosen")
    (tmp_path / "empty.txt").write_text("")
    page.get_by_label(BODY).fill("With files")
    page.locator("#files").set_input_files([tmp_path / "chosen.txt", tmp_path / "empty.txt"])
    drop(page, "dropped.txt", "dropped")
    paste(page, "pasted.txt", "pasted")
    expect(page.locator("#chosen .file")).to_have_count(4)
    expect(page.locator("#chosen .file--bad")).to_contain_text("empty.txt is empty")
    expect(page.get_by_label(BODY)).to_have_value("With files")
    page.get_by_role("button", name="Remove dropped.txt").click()
    expect(page.locator("#chosen .file")).to_have_count(3)
    until(lambda: Draft.objects.filter(files__len=2).exists())
    page.reload()
    expect(page.locator("#chosen .file")).to_have_count(2)
    page.keyboard.press("r")
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.msg--queued .file")).to_have_count(2)
    names = Attachment.objects.filter(message__isnull=False).values_list("file_name", flat=True)
    assert sorted(names) == ["chosen.txt", "pasted.txt"]


def late(route: Route) -> None:
    """The network takes its time."""
    route.request.frame.page.wait_for_timeout(700)
    route.continue_()


def test_a_reply_waits_for_its_files(page: Page, talk: Discussion) -> None:
    page.get_by_label(BODY).fill("With a file")
    page.route("**/files", late)
    drop(page, "slow.txt", "slow")
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.msg--queued .file")).to_contain_text("slow.txt")
    assert sent(talk) == 1
