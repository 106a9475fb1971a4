"""Activating a marketplace in a real browser, and what its page can do."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from guichet.accounts.models import Channel, Person
from guichet.inbox.models import Discussion
from guichet.sync.pull import continue_import, synchronise
from sandbox.mirakl import MiraklOperator, RunningServer
from tests.browser.conftest import Entering
from tests.cast import Company

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]
WRONG_KEY = "a-key-that-nobody-knows"


def _fill_in(page: Page, lumen: Company, server: RunningServer, key: str) -> None:
    page.get_by_label("Store", exact=True).select_option(lumen.store.name)
    page.get_by_label("Address of the marketplace").fill(server.url)
    page.get_by_label("API key", exact=True).fill(key)


@pytest.mark.parametrize("as_dialog", [True, False])
def test_errors_are_summed_up_and_focused_and_the_key_is_asked_again(
    entering: Entering, lumen: Company, operator: MiraklOperator, server: RunningServer, as_dialog: bool
) -> None:
    page = entering("/marketplaces" if as_dialog else "/marketplaces/mirakl-other/activate", forgive="422")
    if as_dialog:
        page.get_by_role("link", name="Add a Mirakl operator not listed").click()
        expect(page.get_by_label("Store", exact=True)).to_be_focused()
    place = page.get_by_role("dialog") if as_dialog else page.get_by_role("main")
    _fill_in(page, lumen, server, WRONG_KEY)
    place.get_by_role("button", name="Activate").click()
    summary = place.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Nothing was activated.")
    key = place.get_by_label("API key", exact=True)
    expect(key).to_have_value("")
    expect(place.get_by_label("Address of the marketplace")).to_have_value(server.url)
    assert not Channel.objects.exists()
    key.fill(operator.api_key)
    place.get_by_role("button", name="Show what is typed: API key").click()
    expect(key).to_have_attribute("type", "text")
    place.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("status").first).to_contain_text("is active for Atelier Lumen FR.")
    expect(page.locator(".mkt")).to_contain_text(re.compile(r"Importing back to .*, 0 %"))
    assert Channel.objects.get().store == lumen.store


def test_a_dialog_is_left_by_escape_and_gives_the_focus_back(entering: Entering, lumen: Company) -> None:
    page = entering("/marketplaces?q=boulanger")
    link = page.get_by_role("link", name="Activate Boulanger")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Activate Boulanger")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()


def test_without_a_script_the_form_has_its_page(
    entering: Entering, lumen: Company, operator: MiraklOperator, server: RunningServer
) -> None:
    page = entering("/marketplaces?q=other", script=False)
    page.get_by_role("link", name="Add a Mirakl operator not listed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Activate Other Mirakl marketplace")
    _fill_in(page, lumen, server, operator.api_key)
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Marketplaces")
    assert Channel.objects.exists()


def test_search_as_you_type_and_switch_off(
    entering: Entering, lumen: Company, channel: Channel, operator: MiraklOperator
) -> None:
    page = entering("/marketplaces")
    page.keyboard.press("/")
    page.keyboard.type("españa boul")
    expect(page.locator(".results")).to_contain_text("No marketplace matches")
    page.keyboard.press("Control+A")
    page.keyboard.type("france boul")
    expect(page.locator(".mkt")).to_contain_text("Boulanger")
    expect(page.locator(".mkt")).not_to_contain_text("Alltricks")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    switch = page.get_by_role("switch")
    expect(switch).to_have_attribute("aria-checked", "true")
    switch.click()
    expect(page.get_by_role("status").first).to_contain_text("is switched off")
    expect(switch).to_have_attribute("aria-checked", "false")
    channel.refresh_from_db()
    assert not channel.is_enabled


def test_a_test_says_in_words_what_came_of_it(
    entering: Entering, channel: Channel, operator: MiraklOperator
) -> None:
    page = entering(f"/channels/{channel.pk}")
    page.get_by_role("button", name="Test now").click()
    expect(page.get_by_role("status").first).to_contain_text("accepts the stored credentials")
    operator.rotate_key()
    page.get_by_role("button", name="Test now").click()
    expect(page.get_by_role("alert").first).to_contain_text("key")


def test_the_bar_follows_the_import_and_further_back_brings_more(
    entering: Entering, channel: Channel, operator: MiraklOperator
) -> None:
    operator.fill(2, 1, until=timezone.now() - timedelta(days=200))
    page = entering(f"/channels/{channel.pk}")
    expect(page.get_by_role("progressbar")).to_be_visible()
    synchronise(channel.pk)
    expect(page.locator(".progress")).to_contain_text("Imported back to")
    page.reload()
    page.get_by_label("Import further back").select_option("12 months")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("button", name="Stop the import here")).to_be_visible()
    continue_import(channel.pk)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    assert Discussion.objects.count() == 2
    page.reload()
    expect(page.get_by_text("This is as far back as Guichet imports.")).to_be_visible()


def test_the_profile_switches_single_keys_off(entering: Entering, channel: Channel) -> None:
    page = entering("/settings/profile")
    page.locator("#has_single_keys").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Your profile is saved.")
    page.goto("/marketplaces")
    page.keyboard.press("/")
    expect(page.get_by_placeholder("Find a marketplace")).not_to_be_focused()
    assert not Person.objects.get().has_single_keys
