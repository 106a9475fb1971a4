"""A table in Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Table:
    """A part of the results; `note` says what its figures include and what not."""

    title: str
    note: str
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)

    def lines(self) -> Iterable[str]:
        """The table, line by line."""
        yield from (f"### {self.title}", "", self.note, "")
        yield _row(self.columns)
        yield _row(["---"] + ["---:"] * (len(self.columns) - 1))
        yield from map(_row, self.rows)
        yield ""


def ms(value: float) -> str:
    """Milliseconds with as many digits as they deserve."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
