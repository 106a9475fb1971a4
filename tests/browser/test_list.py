"""The list, by keyboard and by hand."""

import re

import pytest
from playwright.sync_api import Page, expect

from guichet.inbox.models import Discussion
from tests.browser.conftest import Entering
from tests.browser.sample import fill
from tests.cast import Company

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(entering: Entering, lumen: Company) -> Page:
    """The inbox with twelve discussions."""
    fill([lumen.store, lumen.other_store])
    return entering("/")


def subject(page: Page, place: int) -> str:
    """The subject of a row, counted from one."""
    return page.locator(f"#list tbody tr:nth-child({place}) .row__subj a").inner_text()


def statuses() -> dict[str, str]:
    """Subject and status of every discussion that is not open."""
    return dict(Discussion.objects.exclude(status="OPEN").values_list("subject", "status"))


def test_keys_move_solve_and_undo(page: Page) -> None:
    second, third = subject(page, 2), subject(page, 3)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name=second, exact=True)).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator("#toasts")).to_contain_text(f"Solved: {second}")
    expect(page.get_by_role("link", name=third, exact=True)).to_be_focused()
    expect(page.locator("#list tbody tr")).to_have_count(11)
    expect(page.locator("#n-open")).to_have_text("11")
    expect(page.locator("#bar-totals")).to_have_text("11 discussions, 11 unread")
    assert statuses() == {second: "SOLVED"}
    page.keyboard.press("z")
    expect(page.locator("#list tbody tr")).to_have_count(12)
    expect(page.get_by_role("link", name=second, exact=True)).to_be_focused()
    expect(page.locator("#n-open")).to_have_text("12")
    assert statuses() == {}


def test_ticked_rows_get_a_status_from_the_menu(page: Page) -> None:
    chosen = {subject(page, 1), subject(page, 2)}
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("Shift+J")
    expect(page.locator("#bulk")).to_contain_text("2 selected")
    expect(page.locator("#filters")).to_be_hidden()
    page.keyboard.press("s")
    expect(page.locator("#status-pop")).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator("#toasts")).to_contain_text("Pending: 2 discussions")
    expect(page.locator("#filters")).to_be_visible()
    expect(page.locator("#n-pending")).to_have_text("2")
    assert statuses() == dict.fromkeys(chosen, "PENDING")


def test_one_pill_changes_one_status(page: Page) -> None:
    first = subject(page, 1)
    page.locator("#list tbody tr:nth-child(1) [data-status-menu]").click()
    page.locator("#status-pop [data-status=closed]").click()
    expect(page.locator("#toasts")).to_contain_text(f"Closed: {first}")
    assert statuses() == {first: "CLOSED"}


def test_read_and_unread(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("u")
    expect(page.locator("#toasts")).to_contain_text("Marked read")
    expect(page.locator("#list tbody tr.is-unread")).to_have_count(11)
    expect(page.locator("#n-unread")).to_have_text("11")
    assert Discussion.objects.filter(is_read=True).count() == 1
    page.keyboard.press("z")
    expect(page.locator("#list tbody tr.is-unread")).to_have_count(12)
    expect(page.locator("#n-unread")).to_have_text("12")


def test_filters_change_the_list_and_the_address(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.get_by_label("Order ID")).to_be_focused()
    page.get_by_label("Subject", exact=True).fill("delai")
    expect(page.locator("#list tbody tr")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"/\?subject=delai$"))
    expect(page.get_by_label("Subject", exact=True)).to_be_focused()
    page.get_by_label("Subject", exact=True).fill("")
    expect(page.locator("#list tbody tr")).to_have_count(12)
    page.locator("summary", has_text="Type").click()
    page.get_by_role("checkbox", name="Product").check()
    expect(page.locator("#list tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/\?type=product$"))
    expect(page.locator("#bar-totals")).to_have_text("1 discussion, 1 unread")
    page.keyboard.press("Escape")
    page.locator("summary", has_text="Status").click()
    page.get_by_role("checkbox", name="Pending").check()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Open, Pending")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Pending")
    page.go_back()
    expect(page.locator("#list tbody tr")).to_have_count(12)


def test_opening_and_coming_back_keeps_the_place(page: Page) -> None:
    second, third = subject(page, 2), subject(page, 3)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_have_text(second)
    page.keyboard.press("j")
    expect(page.get_by_role("heading", level=1)).to_have_text(third)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name=third, exact=True)).to_be_focused()
    assert Discussion.objects.filter(is_read=True).count() == 2


def test_help_and_going_elsewhere(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("e")
    assert statuses() == {}
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("m")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Marketplaces")


def test_what_cannot_be_saved_comes_back(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store])
    page = entering("/", forgive="ERR_FAILED")
    page.route("**/discussions/status", lambda route: route.abort())
    first = subject(page, 1)
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.get_by_role("alert")).to_contain_text("Guichet cannot be reached, so nothing was changed.")
    expect(page.get_by_role("link", name=first, exact=True)).to_be_focused()
    assert statuses() == {}


def test_theme_changes_at_once_and_stays(page: Page) -> None:
    page.locator(".nav__foot > details > summary").click()
    with page.expect_response("**/preferences"):
        page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_without_a_script_the_bar_stands_under_the_list(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store])
    page = entering("/", script=False)
    chosen = {subject(page, 1), subject(page, 3)}
    for place in (1, 3):
        page.locator(f"#list tbody tr:nth-child({place}) input[type=checkbox]").check()
    page.get_by_role("button", name="Closed").click()
    expect(page.get_by_role("status").first).to_contain_text("Closed: 2 discussions.")
    assert statuses() == dict.fromkeys(chosen, "CLOSED")


def test_a_list_that_fills_up_has_its_bar(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store])
    page = entering("/?subject=zzzz")
    expect(page.get_by_role("heading", name="No discussion matches")).to_be_visible()
    page.get_by_label("Subject", exact=True).fill("")
    expect(page.locator("#list tbody tr")).to_have_count(12)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#bulk")).to_contain_text("1 selected")
    page.locator("#bulk").get_by_role("button", name="Solve").click()
    expect(page.locator("#list tbody tr")).to_have_count(11)


def test_solving_the_last_one_shows_the_empty_state_and_undo_brings_it_back(
    entering: Entering, lumen: Company
) -> None:
    fill([lumen.store, lumen.other_store])
    page = entering("/?type=product")
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.get_by_role("heading", name="No discussion matches")).to_be_visible()
    page.keyboard.press("z")
    expect(page.locator("#list tbody tr")).to_have_count(1)
    assert statuses() == {}


def test_signed_out_meanwhile_says_so_and_keeps_the_list(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store])
    page = entering("/", forgive="401")
    page.context.clear_cookies(name="guichet_session")
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.get_by_role("alert")).to_contain_text("You are signed out.")
    expect(page.locator("#list tbody tr")).to_have_count(12)
    assert statuses() == {}


# ── Pages, waiving, failing, following ──────────────────────────────────────


def test_the_cursor_goes_on_over_the_ends_of_a_page(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store], copies=6)
    page = entering("/?status=all")
    page.locator("#list tbody tr:last-child .row__subj a").focus()
    page.keyboard.press("j")
    expect(page.locator(".foot__end")).to_contain_text("51–72 of 72")
    expect(page.locator("#list tbody tr:first-child .row__subj a")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".foot__end")).to_contain_text("1–50 of 72")
    expect(page.locator("#list tbody tr:last-child .row__subj a")).to_be_focused()


def test_no_reply_needed_and_undone(page: Page) -> None:
    page.goto("/?due=late")
    expect(page.locator("#list tbody tr")).to_have_count(3)
    second = subject(page, 2)
    page.keyboard.press("j")
    page.keyboard.press("Shift+N")
    expect(page.locator("#toasts")).to_contain_text("The marketplace does not know it.")
    expect(page.locator("#list tbody tr")).to_have_count(2)
    expect(page.get_by_role("link", name=second, exact=True)).to_be_focused()
    expect(page.locator("#n-overdue")).to_have_text("2")
    assert Discussion.objects.filter(waived_since__isnull=False).count() == 1
    page.keyboard.press("z")
    expect(page.locator("#list tbody tr")).to_have_count(3)
    expect(page.locator("#n-overdue")).to_have_text("3")
    assert not Discussion.objects.filter(waived_since__isnull=False).exists()


def test_the_chip_says_that_none_is_needed(page: Page) -> None:
    page.goto("/?type=product")
    page.keyboard.press("j")
    page.keyboard.press("Shift+N")
    expect(page.locator("#list tbody .due--none")).to_have_text("None")
    page.reload()
    expect(page.locator("#list tbody .due--none")).to_have_text("None")


def test_no_key_with_alt_while_typing_or_switched_off(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Alt+e")
    page.keyboard.press("/")
    page.keyboard.type("eepp*")
    expect(page.get_by_label("Order ID")).to_have_value("eepp*")
    page.get_by_label("Order ID").fill("")
    expect(page.locator("#list tbody tr")).to_have_count(12)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    with page.expect_response("**/preferences"):
        page.get_by_role("switch", name="Single-key shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.locator("#list tbody tr:nth-child(2) .row__subj a").focus()
    page.keyboard.press("e")
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("e")
    assert statuses() == {}


def test_the_whole_page_is_ticked_and_cleared_by_key(page: Page) -> None:
    page.keyboard.press("*")
    expect(page.locator("#bulk")).to_contain_text("12 selected")
    page.keyboard.press("Escape")
    expect(page.locator("#bulk")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("3")
    expect(page.locator("#list tbody tr")).to_have_count(11)


def test_going_places_by_two_keys(page: Page) -> None:
    page.keyboard.press("g")
    page.keyboard.press("s")
    expect(page.locator("details.stores")).to_have_attribute("open", "")
    expect(page.locator("details.stores .menu__panel a").first).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("m")
    expect(page).to_have_url(re.compile("/marketplaces$"))
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page).to_have_url(re.compile("/$"))


def test_stores_and_menu_follow_the_filters(page: Page, lumen: Company) -> None:
    page.get_by_label("Subject", exact=True).fill("delai")
    expect(page.locator("#list tbody tr")).to_have_count(2)
    store = page.locator(f'#nav [data-store="{lumen.store.pk}"]')
    expect(store).to_have_attribute("href", f"/?subject=delai&store={lumen.store.pk}")
    page.get_by_label("Subject", exact=True).fill("")
    page.locator("summary", has_text="Status").click()
    page.get_by_role("checkbox", name="Open").uncheck()
    page.get_by_role("checkbox", name="Pending").check()
    expect(page.locator('#nav [data-place="pending"]')).to_have_attribute("aria-current", "page")
    expect(page.locator('#nav [data-place="open"]')).not_to_have_attribute("aria-current", "page")
    expect(page).to_have_title("Pending · Guichet")


def test_a_list_that_fails_keeps_its_rows_and_can_be_tried_again(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store])
    page = entering("/", forgive="503")
    page.route("**/?subject=delai", lambda route: route.fulfill(status=503, body="down"))
    page.get_by_label("Subject", exact=True).fill("delai")
    expect(page.get_by_role("alert")).to_contain_text("The list could not be loaded.")
    expect(page.locator("#list tbody tr")).to_have_count(12)
    page.unroute("**/?subject=delai")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#list tbody tr")).to_have_count(2)
    expect(page.locator("#failed")).to_have_count(0)


def test_filters_become_a_view(page: Page) -> None:
    page.get_by_label("Subject", exact=True).fill("delai")
    page.get_by_role("link", name="Save view").click()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type("Delays")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Delays")
    entry = page.locator("#nav [data-place^=view-]")
    expect(entry).to_have_attribute("aria-current", "page")
    expect(entry.locator(".nav__count")).to_have_text("2")
    expect(page.get_by_role("link", name="Edit view")).to_be_visible()
    page.get_by_label("Subject", exact=True).fill("delais")
    expect(page.get_by_role("link", name="Save view")).to_be_visible()
    expect(entry).not_to_have_attribute("aria-current", "page")


def test_the_language_is_chosen_in_the_menu(page: Page) -> None:
    page.locator(".nav__foot > details > summary").click()
    page.locator(".tongues summary").click()
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")


def test_arrows_lead_from_one_filter_to_the_next(page: Page) -> None:
    page.keyboard.press("f")
    expect(page.get_by_role("checkbox", name="Open")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("checkbox", name="Order")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"/\?type=product$"))
    expect(page.get_by_role("checkbox", name="Product")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("checkbox", name="Open")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("summary", has_text="Status")).to_be_focused()
