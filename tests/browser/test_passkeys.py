"""A passkey, from adding it to signing in by it alone; and what axe says of the pages around it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import Barriers
from tests.browser.conftest import LiveServer
from tests.cast import PASSWORD, Player

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def with_device(chromium: Browser, server: LiveServer) -> Page:
    """A browser on a computer that reads fingers (WebAuthn, "User Agent Automation")."""
    page = chromium.new_page(base_url=server.url)
    page.set_default_timeout(10_000)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def test_a_passkey_is_added_and_signs_in_alone(
    alice: Player, live_server: LiveServer, chromium: Browser
) -> None:
    page = with_device(chromium, live_server)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto("/sign-in?next=/settings/security")
    barriers = Barriers(page)
    barriers.look("sign-in")
    page.get_by_label("E-mail").fill("alice@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Add a passkey").click()
    barriers.look("is it you")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("This laptop")
    barriers.look("add a passkey")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes", level=1)).to_be_visible()
    barriers.look("recovery codes")
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("This laptop")).to_be_visible()
    barriers.look("security")
    page.get_by_role("link", name="Set up an app").click()
    barriers.look("app")
    page.context.clear_cookies()
    page.goto("/sign-in?next=/settings/security")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("This laptop")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/sign-in?next=/settings/security")
    page.get_by_label("E-mail").fill("alice@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    barriers.look("second step")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("This laptop")).to_be_visible()
    barriers.none()
    assert complaints == []
