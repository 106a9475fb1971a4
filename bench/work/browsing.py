"""The pages as a person's browser meets them: Chromium over HTTP, from the click to the rows on screen."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.report.table import Table, ms
from bench.stage import Stage
from guichet.inbox.queries.discussion_list import DiscussionFilter, list_discussions

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
TIMES = 30
NOTE = (
    "Chromium on the same cores, headless, 1440 pixels wide, signed in. Answered: from the request to the "
    "first byte, as the browser counts it; shown: until the new content stands and is painted. "
    f"{TIMES} times each, after one that is not counted. Size: all that a first visit loads, as it travels. "
    "Shift: the layout shift of all visits together (Layout Instability)."
)
WATCH = """() => { window.shift = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true }); }"""
NAVIGATION = "() => performance.getEntriesByType('navigation')[0].toJSON()"
SIZE = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .reduce((sum, entry) => sum + entry.transferSize, 0)"""
# From the choice of a status to the frame after the rows were swapped.
FILTER = """status => new Promise(done => {
  const started = performance.now();
  const painted = () => done(performance.now() - started);
  const settled = () => requestAnimationFrame(() => requestAnimationFrame(painted));
  document.addEventListener("htmx:afterSettle", settled, { once: true });
  const box = document.querySelector(`#filters input[name=status][value=${status}]`);
  box.click();
})"""


def browsed(stage: Stage) -> Table:
    """List, filter change and conversation, each many times."""
    table = Table("In a browser", NOTE, ("work", "answered p50", "p95", "shown p50", "p95"))
    # Before Playwright's event loop, in which Django asks nothing of the database.
    talks = _conversations(stage)
    with _page(stage) as page:
        page.goto("/")
        first = int(page.evaluate(SIZE))
        shift = 0.0
        answered, shown = [], []
        for timing in _visits(page, lambda _: "/"):
            answered.append(timing["responseStart"] - timing["requestStart"])
            shown.append(timing["domComplete"])
            shift += page.evaluate("() => window.shift")
        table.rows.append(["the list", *_figures(answered), *_figures(shown)])
        table.rows.append(["another status", "-", "-", *_figures(_filtered(page))])
        shift += page.evaluate("() => window.shift")
        answered, shown = [], []
        for timing in _visits(page, lambda number: f"/d/{talks[number % len(talks)]}"):
            answered.append(timing["responseStart"] - timing["requestStart"])
            shown.append(timing["domComplete"])
            shift += page.evaluate("() => window.shift")
        table.rows.append(["a conversation", *_figures(answered), *_figures(shown)])
    table.rows.append([f"first visit {first / 1000:.0f} kB", f"shift {shift:.4f}", "-", "-", "-"])
    return table


def _visits(page: Page, address: Callable[[int], str]) -> Iterator[dict[str, Any]]:
    for number in range(TIMES + 1):
        page.goto(address(number), wait_until="load")
        if number:
            yield page.evaluate(NAVIGATION)


def _filtered(page: Page) -> list[float]:
    page.goto("/?status=all", wait_until="load")
    found = [float(page.evaluate(FILTER, ("pending", "solved")[number % 2])) for number in range(TIMES + 1)]
    return found[1:]


def _conversations(stage: Stage) -> list[str]:
    rows = list_discussions(stage.viewer, DiscussionFilter(), first=TIMES).rows
    return [str(row.id) for row in rows]


def _figures(times: list[float]) -> tuple[str, str]:
    return ms(median(times)), ms(quantiles(times, n=20)[-1])


@contextmanager
def _page(stage: Stage) -> Iterator[Page]:
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        raise SystemExit(
            "This part drives Debian's Chromium: apt-get install chromium, or leave it out by --only."
        )
    name, _, value = stage.cookie.partition("=")
    address = f"http://localhost:{stage.web.port}"
    with sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": name, "value": value.partition(";")[0], "url": address}])
        context.add_init_script(f"({WATCH})()")
        try:
            yield context.new_page()
        finally:
            browser.close()
