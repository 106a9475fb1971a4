"""No page is wider than its window, and no bar moves a row, in the language with the longest words."""

import pytest
from playwright.sync_api import Page, expect

from guichet.accounts.models import Person
from guichet.inbox.models import Discussion
from tests.browser.conftest import Entering, LiveServer
from tests.browser.sample import fill
from tests.cast import Company, Player

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]

WIDTHS = (390, 800, 1024, 1280, 2560)
PAGES = (
    "/?status=all", "/marketplaces", "/invoices", "/invoices/settings", "/settings/profile",
    "/settings/security",
)  # fmt: skip


@pytest.fixture
def page(entering: Entering, lumen: Company, alice: Player) -> Page:
    """The inbox in German, with a pending row among the open ones."""
    fill([lumen.store, lumen.other_store])
    Person.objects.update(language="de")
    pending = Discussion.objects.first()
    assert pending is not None
    Discussion.objects.filter(id=pending.pk).update(status="PENDING")
    return entering("/")


def test_no_page_is_wider_than_its_window(page: Page, live_server: LiveServer) -> None:
    conversation = f"/d/{Discussion.objects.values_list('id', flat=True)[0]}"
    for path in (*PAGES, conversation):
        page.goto(f"{live_server.url}{path}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path} is {wide} wide at {width}"


@pytest.mark.parametrize("width", [800, 1024, 1280])
def test_the_bar_of_ticked_rows_is_as_high_as_the_filters(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    row = page.locator("#list tbody tr").nth(1)
    before = row.bounding_box()
    row.locator("input[type=checkbox]").check()
    expect(page.locator("#bulk")).to_be_visible()
    assert row.bounding_box() == before
