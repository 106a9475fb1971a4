"""Activating a marketplace in a real browser."""

import pytest
from playwright.sync_api import expect

from guichet.accounts.models import Channel
from sandbox.mirakl import MiraklOperator, RunningServer
from tests.browser.conftest import Entering
from tests.cast import Company

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]


def test_errors_are_summed_up_and_focused_and_the_key_is_asked_again(
    entering: Entering, lumen: Company, operator: MiraklOperator, server: RunningServer
) -> None:
    page = entering("/marketplaces/mirakl-other/activate", forgive="422")
    page.get_by_label("Store", exact=True).select_option(lumen.store.name)
    page.get_by_label("Address of the marketplace").fill(server.url)
    key = page.get_by_label("API key", exact=True)
    key.fill("a-key-that-nobody-knows")
    page.get_by_role("button", name="Activate").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Nothing was activated.")
    expect(key).to_have_value("")
    expect(page.get_by_label("Address of the marketplace")).to_have_value(server.url)
    assert not Channel.objects.exists()
    key.fill(operator.api_key)
    page.get_by_role("button", name="Show what is typed").click()
    expect(key).to_have_attribute("type", "text")
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Marketplaces")
    expect(page.locator(".mkt")).to_contain_text("First synchronisation, 0 %")
    assert Channel.objects.get().store == lumen.store


def test_search_as_you_type_and_switch_off(
    entering: Entering, lumen: Company, channel: Channel, operator: MiraklOperator
) -> None:
    page = entering("/marketplaces")
    page.keyboard.press("/")
    page.keyboard.type("boul")
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
