"""Fifty conversations of six marketplaces, cleared in a browser by keys alone; each answer arrives once."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.browser.conftest import ARGUMENTS, chromium_path
from tests.stories.places import Question
from tests.stories.prepared import PASSWORD
from tests.stories.six import House, activate, six
from tests.waiting import until

pytestmark = [pytest.mark.timeout(400), pytest.mark.xdist_group("stories")]

SHARES = {
    "mirakl-leroymerlin": 22, "fnac-fr": 6, "darty-fr": 6, "rakuten-fr": 8, "amazon-fr": 4, "cdon-se": 4,
}  # fmt: skip
FIFTY = sum(SHARES.values())
FIRST_VISIT = 120_000
# How many are made pending at once, solved at once (twice), and done one by one in each way.
AT_ONCE, ANSWERED, ANSWERED_PENDING, SOLVED = 8, 16, 4, 4
ALL = """
query { discussions(first: 50) { totalCount nodes { status messages(first: 10) { nodes {
  body delivery deliveryError author { kind } } } } } }
"""
NUMBER = re.compile(r"Question numero (\d+),")


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[House, dict[int, tuple[str, Question]]]]:
    """Fifty customers have asked, each with a number in their words."""
    with (
        TemporaryDirectory(prefix="guichet-story-", ignore_cleanup_errors=True) as folder,
        six(Path(folder)) as house,
    ):
        for place in house.places.values():
            activate(house.guichet, place)
        questions: dict[int, tuple[str, Question]] = {}
        for code, share in SHARES.items():
            for _ in range(share):
                number = len(questions) + 1
                words = f"Question numero {number}, ou est ma commande ?"
                questions[number] = (code, house.places[code].ask(words))
        until(partial(_all_there, house))
        yield house, questions


def _all_there(house: House) -> bool:
    return len(conversations(house)) == FIFTY


def conversations(house: House) -> list[dict[str, object]]:
    """Every conversation that was read, with its messages."""
    nodes: list[dict[str, object]] = house.guichet.ask(ALL)["discussions"]["nodes"]
    return nodes


class Agent:
    """Somebody at the keyboard, and what they did: the answers by the number of their question, the ends."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answers: dict[int, str] = {}
        self.ends: Counter[str] = Counter()

    def press(self, *keys: str) -> None:
        """One key after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def press_until(self, key: str, place: Locator) -> None:
        """The focus is there, after a few times the same key."""
        for _ in range(12):
            self.press(key)
            if place.evaluate("one => one === document.activeElement"):
                return
        raise AssertionError(f"{key} does not lead to {place}")

    @property
    def number(self) -> int:
        """Of the question that is open, read from its words."""
        found = NUMBER.search(self.page.locator("#thread").inner_text())
        assert found
        return int(found[1])

    def write(self) -> str:
        """Into the answer zone: the answer to the question that is open."""
        number = self.number
        self.press("r")
        expect(self.page.get_by_label("Reply, plain text")).to_be_focused()
        self.answers[number] = f"Reponse numero {number}, elle part ce soir."
        self.page.keyboard.insert_text(self.answers[number])
        return self.page.url

    def goes_on(self, before: str) -> None:
        """The next one opens."""
        self.page.wait_for_url(lambda url: urlsplit(url).path != urlsplit(before).path)
        expect(self.page.locator(".conv__bar h1")).to_be_visible()

    def reply_and_solve(self) -> None:
        """And the next one opens by itself."""
        before = self.write()
        self.press("Control+Shift+Enter")
        self.goes_on(before)
        self.ends["SOLVED"] += 1

    def reply_and_pending(self) -> None:
        """By the menu beside the button, reached by Tab; then on to the next."""
        before = self.write()
        self.press_until("Tab", self.page.get_by_label("Other ways to reply"))
        self.press("Enter")
        self.press_until("ArrowDown", self.page.get_by_role("button", name="Reply and pending"))
        self.press("Enter")
        expect(self.page.locator("#status")).to_have_text("Pending")
        self.press("j")
        self.goes_on(before)
        self.ends["PENDING"] += 1

    def solve(self) -> None:
        """Without an answer."""
        before = self.page.url
        self.press("e")
        self.goes_on(before)
        self.ends["SOLVED"] += 1

    def solve_and_think_again(self) -> None:
        """Solved, taken back, solved."""
        before = self.page.url
        self.press("e")
        self.goes_on(before)
        self.press("z")
        self.page.wait_for_url(lambda url: urlsplit(url).path == urlsplit(before).path)
        expect(self.page.locator("#status")).to_have_text("Open")
        self.solve()

    def answer_taken_back(self) -> None:
        """Sent, taken back within the ten seconds, and sent again."""
        before = self.write()
        self.press("Control+Shift+Enter")
        self.goes_on(before)
        self.press("z")
        self.page.wait_for_url(lambda url: urlsplit(url).path == urlsplit(before).path)
        field = self.page.get_by_label("Reply, plain text")
        expect(field).to_have_value(self.answers[self.number])
        self.press("r", "Control+Shift+Enter")
        self.goes_on(before)
        self.ends["SOLVED"] += 1


def in_bulk(agent: Agent) -> None:
    """Eight pending; eight solved, taken back, and solved again."""
    page = agent.page
    rows = page.locator("#list tbody tr")
    expect(rows).to_have_count(FIFTY)
    agent.press("j", "x", *["Shift+J"] * (AT_ONCE - 1))
    expect(page.locator("#bulk")).to_contain_text(f"{AT_ONCE} selected")
    agent.press("p")
    expect(rows).to_have_count(FIFTY - AT_ONCE)
    for undoes in (True, False):
        agent.press("x", *["Shift+J"] * (AT_ONCE - 1))
        expect(page.locator("#bulk")).to_contain_text(f"{AT_ONCE} selected")
        agent.press("e")
        expect(rows).to_have_count(FIFTY - 2 * AT_ONCE)
        if undoes:
            agent.press("z")
            expect(rows).to_have_count(FIFTY - AT_ONCE)
    agent.ends.update(PENDING=AT_ONCE, SOLVED=AT_ONCE)


def one_by_one(agent: Agent) -> None:
    """Twenty-six conversations, one leading to the next."""
    agent.press("Enter")
    expect(agent.page.locator(".conv__bar h1")).to_be_visible()
    for _ in range(ANSWERED):
        agent.reply_and_solve()
    for _ in range(ANSWERED_PENDING):
        agent.reply_and_pending()
    for _ in range(SOLVED):
        agent.solve()
    agent.solve_and_think_again()
    agent.answer_taken_back()


def the_rest(agent: Agent) -> None:
    """All that are still there, at once."""
    page = agent.page
    agent.press("Escape")
    expect(page.locator("#list tbody tr")).to_have_count(AT_ONCE)
    agent.press("*")
    expect(page.locator("#bulk")).to_contain_text(f"{AT_ONCE} selected")
    agent.press("e")
    expect(page.locator("#list tbody tr")).to_have_count(0)
    agent.ends["SOLVED"] += AT_ONCE


def sign_in(page: Page, house: House) -> None:
    """By keys, too."""
    page.goto(f"{house.guichet.url}/")
    page.keyboard.insert_text("ines@example.com")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#list tbody tr")).to_have_count(FIFTY)


def weighed(page: Page) -> list[int]:
    """The bytes of every answer from now on, headers included, as they come over the wire."""
    sizes: list[int] = []
    network = page.context.new_cdp_session(page)
    network.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    network.send("Network.enable")
    return sizes


def test_fifty_are_cleared_by_keys_and_each_answer_arrives_once(
    asked: tuple[House, dict[int, tuple[str, Question]]],
) -> None:
    house, questions = asked
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        page = browser.new_page()
        page.set_default_timeout(20_000)
        sizes = weighed(page)
        sign_in(page, house)
        page.wait_for_load_state("networkidle")
        assert len(sizes) > 25
        assert sum(sizes) < FIRST_VISIT
        agent = Agent(page)
        in_bulk(agent)
        one_by_one(agent)
        the_rest(agent)
        browser.close()
    assert agent.ends == {"SOLVED": FIFTY - 12, "PENDING": 12}
    assert len(agent.answers) == 21
    until(partial(_through, house))
    assert Counter(one["status"] for one in conversations(house)) == agent.ends
    for number, (code, question) in questions.items():
        kept = list(house.places[code].kept(question))
        wanted = [agent.answers[number]] if number in agent.answers else []
        assert kept == wanted, (code, number)


def _through(house: House) -> bool:
    """Every answer was seen through to its end."""
    ours = [
        message
        for one in conversations(house)
        for message in one["messages"]["nodes"]  # type: ignore[index]
        if message["author"]["kind"] == "MERCHANT"
    ]
    failed = [message["deliveryError"] for message in ours if message["delivery"] == "FAILED"]
    assert not failed, failed
    return all(message["delivery"] in ("SENT", "CONFIRMED") for message in ours)
