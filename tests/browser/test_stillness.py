"""Nothing moves by itself, nothing at all for those who want no motion; and a conversation on paper."""

from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from guichet.inbox.models import Discussion
from tests.browser.conftest import Entering
from tests.browser.sample import channel_row, fill
from tests.browser.test_live import arrive, look
from tests.cast import Company
from tests.web.talking import BODY, say

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]

# https://w3c.github.io/layout-instability/: what moved though it was there before. Typing excuses nothing,
# but a search field grows when one enters it, and its neighbours make room.
WATCH = """
window.shifts = [];
const own = one => !one.node?.parentElement?.closest(".filters__find");
const name = one => one.node?.id || one.node?.className || one.node?.nodeName || "gone";
new PerformanceObserver(list => {
    for (const one of list.getEntries()) {
        const sources = one.sources.filter(own).map(name);
        if (sources.length) window.shifts.push(`${one.value.toFixed(4)} ${sources}`);
    }
}).observe({ type: "layout-shift", buffered: true });
"""
MOVES = """() => [...document.querySelectorAll("*")].filter(one => {
    const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(one);
    const times = `${transitionDuration},${animationDuration}`.split(",").map(parseFloat);
    return Math.max(...times) > 0.001 || scrollBehavior === "smooth";
}).map(one => one.outerHTML.slice(0, 120))"""


def watched(page: Page) -> Page:
    """The same page, opened again on a slow machine, with an eye on what moves."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(WATCH)
    page.reload()
    page.wait_for_load_state("networkidle")
    return page


def nothing_moved(page: Page) -> None:
    """Two frames later, so that what was painted has been told."""
    shifts = page.evaluate(
        """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
            () => setTimeout(() => done(window.shifts), 50))))"""
    )
    assert shifts == []


@pytest.fixture
def page(entering: Entering, lumen: Company) -> Page:
    """The list."""
    fill([lumen.store, lumen.other_store])
    return watched(entering("/"))


def test_the_list_stands_still(page: Page) -> None:
    nothing_moved(page)
    page.get_by_label("Subject", exact=True).fill("delai")
    expect(page.locator("#list tbody tr")).to_have_count(2)
    nothing_moved(page)
    page.get_by_label("Subject", exact=True).fill("")
    expect(page.locator("#list tbody tr")).to_have_count(12)
    nothing_moved(page)
    one = Discussion.objects.first()
    assert one is not None
    Discussion.objects.filter(pk=one.pk).update(status="PENDING", is_read=True)
    arrive(one.channel, "new-1")
    look(page)
    expect(page.locator("#fresh")).to_be_visible()
    nothing_moved(page)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#bulk")).to_be_visible()
    nothing_moved(page)


def test_opening_a_conversation_moves_nothing(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".conv__bar h1")).to_be_visible()
    page.wait_for_load_state("networkidle")
    nothing_moved(page)


def test_who_wants_no_motion_gets_none(page: Page) -> None:
    assert page.evaluate(MOVES) != []
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVES) == []
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".conv__bar h1")).to_be_visible()
    page.keyboard.press("?")
    assert page.evaluate(MOVES) == []


def test_a_conversation_on_paper(entering: Entering, lumen: Company) -> None:
    talk = say(channel_row(lumen.store, "mirakl-leroymerlin"))
    page = entering(f"/d/{talk.pk}")
    page.emulate_media(media="print")
    for tool in (".nav", ".composer", ".bar__end", "#toasts"):
        expect(page.locator(tool)).to_be_hidden()
    pdf = pypdfium2.PdfDocument(BytesIO(page.pdf(format="A4")))
    words = " ".join("\n".join(one.get_textpage().get_text_range() for one in pdf).split())
    for there in (
        talk.subject,
        "Camille Renard",
        BODY.partition("<b>")[0].split("\n")[1].strip(),
        "230411-88412-A",
    ):
        assert there in words
    for tool in ("Attach", "Reply and solve", "Marketplaces", "Solve"):
        assert tool not in words
    assert len(pdf) == 1
