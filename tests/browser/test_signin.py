"""Signing in for real."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import LiveServer
from tests.cast import PASSWORD, Player

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]


def test_a_wrong_password_then_the_right_one(
    alice: Player, live_server: LiveServer, chromium: Browser
) -> None:
    page = chromium.new_page(base_url=live_server.url, timezone_id="Asia/Tokyo")
    page.goto("/marketplaces")
    page.get_by_label("E-mail").fill(alice.person.email)
    page.get_by_label("Password", exact=True).fill("not this one")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("E-mail or password is wrong.")
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Marketplaces")
    assert {c["name"]: c["value"] for c in page.context.cookies()}["tz"] == "Asia/Tokyo"
