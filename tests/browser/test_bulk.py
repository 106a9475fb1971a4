"""All that match: 1,200 discussions in one act, with progress, and back."""

import pytest
from playwright.sync_api import Page, expect

from guichet.inbox.actions.run_bulk import _batch, run_bulk
from guichet.inbox.models import BulkAct, Discussion
from tests.browser.conftest import Entering
from tests.browser.many import MANY, many
from tests.browser.sample import channel_row, fill
from tests.cast import Company

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(entering: Entering, lumen: Company) -> Page:
    """A list of 1,200."""
    many(channel_row(lumen.store, "mirakl-leroymerlin"))
    return entering("/")


def test_1200_are_solved_with_progress_and_undone(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("*")
    expect(page.locator("#bulk")).to_contain_text("50 selected")
    page.get_by_role("button", name="Select all 1,200 that match").click()
    expect(page.locator("#bulk")).to_contain_text("All 1,200 that match selected")
    page.keyboard.press("e")
    bar = page.locator("#toasts progress")
    expect(bar).to_have_attribute("max", "1200")
    act = BulkAct.objects.get()
    assert Discussion.objects.filter(status="SOLVED").count() == 0
    _batch(act.pk)
    expect(bar).to_have_js_property("value", 300)
    run_bulk(act.pk)
    expect(page.locator("#toasts")).to_contain_text("Solved: 1,200 discussions.")
    expect(page.locator("#empty")).to_be_visible()
    expect(page.locator("#filters")).to_be_visible()
    assert Discussion.objects.filter(status="SOLVED").count() == MANY
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("Putting back")
    run_bulk(act.pk)
    expect(page.locator("#toasts")).to_contain_text("Put back: 1,200 discussions.")
    expect(page.locator("#list tbody tr")).to_have_count(50)
    assert not Discussion.objects.exclude(status="OPEN").exists()


def test_undo_stops_it_on_its_way(page: Page) -> None:
    page.keyboard.press("*")
    page.get_by_role("button", name="Select all 1,200 that match").click()
    page.keyboard.press("u")
    expect(page.locator("#toasts progress")).to_be_visible()
    act = BulkAct.objects.get()
    _batch(act.pk)
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("Put back: 300 discussions.")
    assert not Discussion.objects.exclude(is_read=True).exists()
    assert BulkAct.objects.get().state == "UNDONE"


def test_a_tick_less_and_it_is_the_ticked_ones_again(page: Page) -> None:
    page.keyboard.press("*")
    page.get_by_role("button", name="Select all 1,200 that match").click()
    page.locator("#list tbody tr:nth-child(3) input[type=checkbox]").uncheck()
    expect(page.locator("#bulk")).to_contain_text("49 selected")
    expect(page.locator("[data-all-matching]")).to_be_hidden()
    page.locator("#bulk").get_by_role("button", name="Pending").click()
    expect(page.locator("#toasts")).to_contain_text("Pending: 49 discussions")
    expect(page.locator("#n-pending")).to_have_text("49")
    assert Discussion.objects.filter(status="PENDING").count() == 49


def test_without_a_script_all_that_match_is_a_tick(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store])
    page = entering("/", script=False)
    page.get_by_label("All that match").check()
    page.locator("#bulk").get_by_role("button", name="Solve").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Solved: 12 discussions.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("main")).to_contain_text("Put back: 12 discussions.")
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator("#list tbody tr")).to_have_count(12)


def test_what_a_colleague_changed_meanwhile_stays(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store])
    page = entering("/")
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    rows = page.locator("#list tbody tr")
    first, second = (rows.nth(place).get_attribute("data-id") or "" for place in (0, 1))
    page.keyboard.press("e")
    expect(page.locator("#toasts")).to_contain_text("Solved: 2 discussions")
    Discussion.objects.filter(id=first).update(status="CLOSED")
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("1 was changed by somebody else meanwhile")
    expect(page.locator("#list tbody tr")).to_have_count(11)
    expect(page.locator(f"#list .row[data-id='{second}']")).to_have_attribute("data-status", "open")
    assert Discussion.objects.get(id=first).status == "CLOSED"
