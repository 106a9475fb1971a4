"""A whole case by keyboard alone: found, read, answered with a file, solved; and what is read out."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from guichet.inbox.models import Delivery, Discussion
from tests.browser.conftest import Entering
from tests.browser.sample import fill
from tests.cast import Company
from tests.waiting import until

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]

SUBJECT = "Verre cassé à la réception, demande d’échange"
ANSWER = "Bonjour Camille,\nle globe neuf part ce soir."
# What shows where one is: an outline of 2 px, or of 1 px in one with a border of its colour; a row is framed.
RING = """() => {
    const it = document.activeElement;
    if (it === document.body) return "nothing has the focus";
    const isFramed = one => {
        const { outlineStyle, outlineWidth, outlineColor, borderTopColor, boxShadow } = getComputedStyle(one);
        const width = parseFloat(outlineWidth) + (borderTopColor === outlineColor ? 1 : 0);
        const isRow = one.matches(".row") && boxShadow.includes("inset");
        return isRow || (outlineStyle !== "none" && width >= 1.9);
    };
    const box = it.getBoundingClientRect();
    const isThere = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
    const around = [".row", ".composer__box", ".find", ".attach"].map(one => it.closest(one)).filter(Boolean);
    return isThere && [it, ...around].some(isFramed) ? "" : `no ring on ${it.outerHTML.slice(0, 200)}`;
}"""


def is_seen(page: Page) -> None:
    """Where one is can be seen, and is not under a bar."""
    told = page.evaluate(RING)
    assert told == ""
    covered = page.evaluate(
        """() => {
            const it = document.activeElement, box = it.getBoundingClientRect();
            const y = Math.min(innerHeight - 2, box.top + Math.min(box.height / 2, 12));
            const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 12), y);
            return !top || it.contains(top) || top.contains(it) ? "" : top.outerHTML.slice(0, 200);
        }"""
    )
    assert covered == ""


def told(page: Page, words: str | re.Pattern[str]) -> None:
    """What the live region says."""
    expect(page.locator("#live")).to_have_text(words)


def tab_to(page: Page, place: Locator, most: int = 12) -> None:
    """By Tab alone; the focus is seen at every step."""
    for _ in range(most):
        page.keyboard.press("Tab")
        is_seen(page)
        if place.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{place} is not reached by {most} tabs")


def found_by_search(page: Page) -> None:
    """`/`, then Tab to the subject, then its words."""
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Order ID")).to_be_focused()
    is_seen(page)
    tab_to(page, page.get_by_role("searchbox", name="Subject"))
    page.keyboard.type("verre casse")
    expect(page.get_by_role("row")).to_have_count(3)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name=SUBJECT).first).to_be_focused()
    is_seen(page)


def names_of_the_list(page: Page) -> None:
    """Landmarks, the table, and a row in words."""
    for role, name in (("navigation", "Main"), ("search", ""), ("region", "Notifications")):
        assert page.get_by_role(role, name=name).count() == 1  # type: ignore[arg-type]
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    heads = page.get_by_role("columnheader").all_inner_texts()
    assert {"Subject", "Status"} <= {head.strip() for head in heads}
    row = page.get_by_role("row").filter(has_text=SUBJECT).first
    expect(row.get_by_role("checkbox", name=f"Select {SUBJECT}, Camille Renard")).to_have_count(1)
    expect(row.get_by_role("rowheader")).to_contain_text(SUBJECT)
    expect(row).to_contain_text(", unread")
    expect(row.get_by_label("Status: Open. Change")).to_have_count(1)


def names_of_the_conversation(page: Page) -> None:
    """What is read out of a conversation."""
    expect(page.get_by_role("heading", level=1, name=SUBJECT)).to_be_visible()
    said = page.get_by_role("article").filter(has_text="Je préfère un échange")
    expect(said).to_have_accessible_name(
        re.compile(r"^Camille Renard Customer, to Atelier Lumen \w\w \d\d:\d\d")
    )
    expect(said.locator("time")).to_have_attribute("datetime", re.compile(r"^\d{4}-\d\d-\d\dT.*Z$"))
    for name in ("Reply, plain text", "Attach files"):
        expect(page.get_by_label(name)).to_have_count(1)
    expect(page.get_by_role("button", name="Status: Open. Change")).to_have_count(1)


def test_a_case_by_keyboard_alone(entering: Entering, lumen: Company, tmp_path: Path) -> None:
    fill([lumen.store, lumen.other_store], copies=2)
    (tmp_path / "bon-de-retour.txt").write_text("retour")
    page = entering("/")
    # From now on no chooser of the system opens.
    page.on("filechooser", lambda _: None)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    is_seen(page)
    found_by_search(page)
    names_of_the_list(page)
    page.keyboard.press("Enter")
    names_of_the_conversation(page)
    answered = Discussion.objects.get(pk=urlsplit(page.url).path.removeprefix("/d/"))
    page.keyboard.press("r")
    field = page.get_by_role("textbox", name="Reply, plain text")
    expect(field).to_be_focused()
    is_seen(page)
    page.keyboard.type(ANSWER)
    page.keyboard.press("Escape")
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("f")
    choosing.value.set_files(tmp_path / "bon-de-retour.txt")
    expect(page.get_by_role("button", name="Remove bon-de-retour.txt")).to_be_visible()
    page.keyboard.press("r")
    expect(field).to_have_value(ANSWER)
    page.keyboard.press("Control+Shift+Enter")
    page.wait_for_url(lambda url: str(answered.pk) not in url)
    expect(page.locator("#left").get_by_role("status")).to_contain_text(
        f"Your reply to “{SUBJECT}”: Leaves in"
    )
    told(page, re.compile(f"Your reply to “{SUBJECT}”: Leaves in"))
    answer_left(answered, ANSWER, ["bon-de-retour.txt"])


def answer_left(one: Discussion, body: str, names: list[str]) -> None:
    """Once, with its files."""
    one.refresh_from_db()
    assert one.status == "SOLVED"
    message = one.messages.exclude(delivery=Delivery.RECEIVED).get()
    assert message.body == body
    assert [file.file_name for file in message.attachments.all()] == names


def test_what_is_done_in_the_list_is_said(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store])
    page = entering("/")
    page.keyboard.press("j")
    first = page.locator(":focus").inner_text()
    page.keyboard.press("x")
    told(page, "1 selected")
    is_seen(page)
    page.keyboard.press("Shift+J")
    told(page, "2 selected")
    page.keyboard.press("Escape")
    told(page, "Selection cleared")
    is_seen(page)
    page.keyboard.press("k")
    page.keyboard.press("e")
    told(page, f"Solved: {first}")
    is_seen(page)
    page.keyboard.press("z")
    told(page, "Undone")
    expect(page.get_by_role("link", name=first, exact=True)).to_be_focused()
    page.keyboard.press("u")
    told(page, "Marked read")
    until(lambda: Discussion.objects.get(subject=first).is_read)


def test_every_stop_of_the_list_is_seen(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store])
    page = entering("/")
    seen = set()
    for _ in range(70):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        is_seen(page)
        seen.add(page.evaluate("document.activeElement.outerHTML"))
    assert 20 < len(seen) < 60
