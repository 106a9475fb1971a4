"""axe-core over the states of a page, light and dark, wide and narrow."""

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Colours are all that a theme changes, so only the rules about them are asked again in the dark.
EVERYTHING: dict[str, Any] = {"runOnly": TAGS}
# What a menu covers in part is not to be hit while the menu is open.
COVERED = EVERYTHING | {"rules": {"target-size": {"enabled": False}}}
COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
LOOKS = ((1440, "light", EVERYTHING), (1440, "dark", COLOURS), (390, "light", EVERYTHING))
GLANCES = ((1440, "light", COVERED), (1440, "dark", COLOURS))
STILL = "document.getAnimations().forEach(one => { try { one.finish() } catch { one.cancel() } })"


class Barriers:
    """What axe found in one page after another, gathered so that one run tells all of it."""

    def __init__(self, page: Page, without: tuple[str, ...] = ()) -> None:
        self.page = page
        self.without = [[one] for one in without]
        self.found: list[str] = []
        self.looked_at: list[str] = []

    def look(self, state: str, widths: tuple[int, ...] = (1440, 390)) -> None:
        """At what is on the page now, in every way."""
        self._looks(state, [one for one in LOOKS if one[0] in widths])

    def glance(self, state: str) -> None:
        """At a page that was looked at before, with something more on it."""
        self._looks(state, GLANCES)

    def open(self, state: str, path: str, widths: tuple[int, ...] = (1440, 390)) -> None:
        """At a page as it opens."""
        self.page.goto(path)
        self.look(state, widths)

    def none(self) -> None:
        """There were none, and something was looked at."""
        assert self.looked_at
        assert self.found == [], "\n".join(self.found)

    def _looks(self, state: str, looks: Sequence[tuple[int, str, dict[str, Any]]]) -> None:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        for look in looks:
            self._look(state, *look)
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": 1440, "height": 900})
        self.looked_at.append(state)

    def _look(self, state: str, width: int, theme: str, options: dict[str, Any]) -> None:
        self.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.evaluate(STILL)
        wider = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            # WCAG 1.4.10
            self.found.append(f"{state} ({width}) has to be scrolled sideways, by {wider} px")
        asked = [
            {"exclude": self.without} if self.without else None,
            options | {"resultTypes": ["violations"]},
        ]
        told = self.page.evaluate(
            "async ([where, how]) => (await axe.run(where ?? document, how)).violations", asked
        )
        for one in told:
            places = [
                f"{' '.join(map(str, node['target']))}: {node['html'][:160]}" for node in one["nodes"][:4]
            ]
            self.found.append(
                f"{state} ({width}, {theme}) {one['id']}: {one['help']}\n    " + "\n    ".join(places)
            )
