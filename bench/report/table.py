"""A table in Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Table:
    """A part of the results; `note` says what its figures include and what not, `stamp` when they were."""

    title: str
    note: str
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    stamp: str = ""

    def text(self) -> str:
        """The table with its heading."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterable[str]:
        yield from (f"### {self.title}", "", f"{self.note} *{self.stamp}*", "")
        yield _row(self.columns)
        yield _row(["---"] + ["---:"] * (len(self.columns) - 1))
        yield from map(_row, self.rows)
        yield ""


def ms(value: float) -> str:
    """Milliseconds with as many digits as they deserve."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
