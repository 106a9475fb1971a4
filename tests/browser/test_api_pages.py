"""The playground and the graph of the schema in a real browser, without one request to another host."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from guichet.accounts.actions.create_token import create_token
from tests.browser.conftest import Entering
from tests.browser.sample import channel_row
from tests.cast import Company, Player
from tests.web.talking import say

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]


def _hosts_asked_by(page: Page) -> set[str]:
    asked: list[str] = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    return {urlsplit(address).netloc for address in asked if address.startswith("http")}


def test_a_query_by_the_session_and_by_a_token(entering: Entering, lumen: Company, alice: Player) -> None:
    say(channel_row(lumen.store, "mirakl-leroymerlin"))
    page = entering("/graphql/playground", forgive="401")
    page.get_by_label("Execute query").click()
    result = page.locator(".result-window")
    expect(result).to_contain_text("Verre cassé à la réception")
    page.get_by_label("Example").select_option(label="How the marketplaces are doing")
    expect(page.locator(".graphiql-query-editor")).to_contain_text("query Channels")
    page.get_by_label("Use a token instead").fill("gui_nobody")
    page.get_by_label("Execute query").click()
    expect(result).to_contain_text("UNAUTHENTICATED")
    page.get_by_label("Use a token instead").fill(create_token(alice.member, "tests"))
    page.get_by_label("Execute query").click()
    expect(result).to_contain_text("mirakl-leroymerlin")
    assert _hosts_asked_by(page) == {urlsplit(page.url).netloc}


def test_the_schema_as_a_graph(entering: Entering) -> None:
    page = entering("/graphql/voyager")
    expect(page.locator(".graphql-voyager svg").first).to_be_visible()
    expect(page.locator(".graphql-voyager")).to_contain_text("Discussion", timeout=30_000)
    assert _hosts_asked_by(page) == {urlsplit(page.url).netloc}
