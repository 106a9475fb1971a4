"""Pictures of every page: `make pictures`. Three widths, both themes, from the demo, into docs/pages."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pages"
# Width, height, and pixels for each of CSS: the widest are drawn smaller, so that letters stay clear.
SIZES = ((1440, 900, 0.75), (1024, 768, 0.75), (390, 844, 1.0))
THEMES = ("light", "dark")
# Bytes of one picture; colours are given up until it fits.
MOST = 40_000
PALETTES = (64, 40, 32, 24, 16)
# Seconds until the demo has read its marketplaces and answered two of its customers.
PATIENCE = 180.0
OPEN = re.compile(r"Guichet is open at (\S+)")
SIGN_IN = re.compile(r"Sign in as (\S+) with: (.+)")
READY = "the next of"


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that runs."""

    url: str
    email: str
    password: str


# A page, how it is called, and where it is: a path, or a link of the page before `>` that leads to it.
PAGES = (
    ("inbox", "The inbox", "/"),
    ("selection", "Several selected", "/"),
    ("conversation", "A conversation with its order", "/?status=pending > #list .row__subj a"),
    ("marketplaces", "Marketplaces", "/marketplaces"),
    ("channel", "One marketplace", "/marketplaces > .tbl a.plain"),
    ("activation", "Activating a marketplace", "/marketplaces/rakuten-fr/activate"),
    ("invoices", "Invoices", "/invoices"),
    ("invoice-settings", "Invoice settings", "/invoices/settings"),
    ("profile", "The profile", "/settings/profile"),
    ("playground", "The API playground", "/graphql/playground"),
    ("schema", "The schema as a graph", "/graphql/voyager"),
    ("sign-in", "Signing in", "/sign-in"),
)


def main() -> None:
    """Run the demo, look at it, write down what was seen."""
    FOLDER.mkdir(exist_ok=True)
    with demo() as running, sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        issue(signed_in(browser, running, 1.0))
        for width, height, scale in SIZES:
            page = signed_in(browser, running, scale)
            page.set_viewport_size({"width": width, "height": height})
            for name, _, place in PAGES:
                take(page, running, name, place)
        page = signed_in(browser, running, 1.0)
        page.set_viewport_size({"width": 1440, "height": 900})
        (ROOT / "docs" / "inbox.png").write_bytes(small(page.screenshot(), 3 * MOST))
        browser.close()
    (FOLDER / "README.md").write_text(shown(), encoding="utf-8")


@contextmanager
def demo() -> Iterator[Demo]:
    """Ended with the block."""
    command = [sys.executable, "-m", "guichet", "demo"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield told(process.stdout or iter(()))
    finally:
        process.terminate()
        process.wait(30)


def told(lines: Iterable[str]) -> Demo:
    """What the demo says of itself, once its story has been told."""
    said, end = "", time.monotonic() + PATIENCE
    for line in lines:
        said += line
        if READY in line or time.monotonic() > end:
            break
    url, person = OPEN.search(said), SIGN_IN.search(said)
    if url is None or person is None:
        raise SystemExit(f"The demo did not open:\n{said}")
    return Demo(url[1], person[1], person[2].strip())


def signed_in(browser: Browser, running: Demo, scale: float) -> Page:
    """A page of the demo's seller."""
    page = browser.new_page(timezone_id="Europe/Paris", locale="en-GB", device_scale_factor=scale)
    page.set_default_timeout(60_000)
    page.goto(running.url)
    page.locator("#email").fill(running.email)
    page.locator("#pw").fill(running.password)
    page.keyboard.press("Enter")
    page.locator("#list tbody tr").first.wait_for()
    return page


def issue(page: Page) -> None:
    """Invoices of all orders that may have one, so that there are some to be seen."""
    page.goto(urljoin(page.url, "/invoices"))
    page.get_by_role("button", name="Make them").click()
    page.get_by_text(re.compile("invoices? w(as|ere) made")).first.wait_for()


def take(page: Page, running: Demo, name: str, place: str) -> None:
    """One page, in both themes."""
    arrive(page, running, name, place)
    for theme in THEMES:
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
        file = FOLDER / f"{name}-{page.evaluate('innerWidth')}-{theme}.png"
        file.write_bytes(small(page.screenshot()))


def arrive(page: Page, running: Demo, name: str, place: str) -> None:
    """At the page, with all of it there."""
    path, _, link = place.partition(" > ")
    if name == "sign-in":
        page.context.clear_cookies()
    page.goto(running.url + path)
    if link:
        page.locator(link).first.click()
    if name == "selection":
        for key in ("j", "x", "Shift+J", "Shift+J"):
            page.keyboard.press(key)
    page.wait_for_load_state("load")
    if name == "playground":
        page.locator(".graphiql-container").wait_for()
    if name == "schema":
        page.locator(".graphql-voyager svg .node").first.wait_for(timeout=60_000)


def small(picture: bytes, most: int = MOST) -> bytes:
    """As few colours as it takes to keep the file small."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    written = b""
    for colours in PALETTES:
        file = BytesIO()
        reduced = image.quantize(colours, Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
        reduced.save(file, "PNG", optimize=True)
        written = file.getvalue()
        if len(written) <= most:
            break
    return written


def shown() -> str:
    """The page that shows them all."""
    parts = [
        "# Pages",
        "",
        "From the demo, by `make pictures`. Each page in three widths, light and dark.",
        "",
    ]
    for name, title, _ in PAGES:
        parts += [f"## {title}", ""]
        for theme in THEMES:
            for width, _, _ in SIZES:
                alt = f"{title}, {theme}, {width} pixels wide"
                parts.append(f'<img src="{name}-{width}-{theme}.png" width="{width // 4}" alt="{alt}">')
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    main()
