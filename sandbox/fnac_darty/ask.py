"""What a service is given, and how its pages are cut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.fnac_darty.checks import RefusedError
from sandbox.fnac_darty.documents import child_text
from sandbox.fnac_darty.settings import Settings
from sandbox.fnac_darty.state.model import Shop
from sandbox.fnac_darty.state.store import State


@dataclass(frozen=True, slots=True)
class Ask:
    """One valid and authenticated request."""

    request: Any
    state: State
    settings: Settings
    shop: Shop
    base: str

    def text(self, name: str) -> str | None:
        """The text of a child of the request."""
        return child_text(self.request, name)

    def texts(self, outer: str, inner: str) -> list[str]:
        """The texts of a list's entries."""
        return [entry.text or "" for entry in self.request.iterfind(f"{{*}}{outer}/{{*}}{inner}")]


@dataclass(frozen=True, slots=True)
class Cut:
    """One page of a list."""

    items: Sequence[Any]
    page: int
    pages: int
    size: int
    total: int


Service = Callable[[Ask], Any]


def cut(ask: Ask, items: Sequence[Any]) -> Cut:
    """The page asked for; ERR_105 for more than the service gives at once, where it is strict about that.

    Where nothing is found, the page is 1 of 0.
    """
    size = int(ask.request.get("results_count", "100"))
    if size > ask.settings.most_results:
        if ask.settings.over_limit == "refuse":
            raise RefusedError("ERR_105", f"At most {ask.settings.most_results} results may be requested")
        size = ask.settings.most_results
    page = int(ask.text("paging") or "1")
    pages = -(-len(items) // size)
    start = (page - 1) * size
    return Cut(items[start : start + size] if page >= 1 else [], page, pages, size, len(items))
