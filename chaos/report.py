"""What a run has shown, as Markdown."""

import os
import platform
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from chaos.judge import In, Out
from chaos.options import Options


@dataclass(slots=True)
class Report:
    """Everything that is judged. `said` are sentences about what is wrong beside lost and double."""

    options: Options
    customers: dict[str, In] = field(default_factory=dict)
    replies: dict[str, Out] = field(default_factory=dict)
    struck: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    load_seconds: float = 0.0
    quiet_seconds: float = 0.0

    def is_good(self) -> bool:
        """Nothing lost, nothing double, nothing wrong."""
        ins = any(one.lost or one.twice for one in self.customers.values())
        outs = any(one.lost or one.twice or one.belied for one in self.replies.values())
        return not (ins or outs or self.wrong)

    def text(self) -> str:
        """The tables, and what is to be said about them."""
        return "\n".join([self._head(), "", *self._ins(), "", *self._outs(), "", *self._rest()])

    def _head(self) -> str:
        given = self.options
        blows = ", ".join(f"{kind} {count}" for kind, count in sorted(Counter(self.struck).items()))
        faults = ", ".join(f"{kind} {count}" for kind, count in sorted(self.faults.items()))
        return (
            f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {_commit()}, seed {given.seed}, {_machine()}. "
            f"{given.workers} workers, {self.load_seconds:.0f} s of load, "
            f"quiet in {self.quiet_seconds:.0f} s.\n\n"
            f"Blows: {blows or 'none'}.\n\nFaults that struck calls: {faults or 'none'}."
        )

    def _ins(self) -> list[str]:
        rows = [
            (name, one.written, one.there, len(one.lost), len(one.twice))
            for name, one in self.customers.items()
        ]
        return _table(("from", "written", "in the inbox", "lost", "twice"), rows)

    def _outs(self) -> list[str]:
        rows = [
            (name, one.accepted, one.once, *map(len, (one.failed, one.open, one.belied, one.lost, one.twice)))
            for name, one in self.replies.items()
        ]
        names = (
            "replies to", "accepted", "there once", "FAILED", "looked for", "FAILED yet there", "lost",
            "twice",
        )  # fmt: skip
        return _table(names, rows)

    def _rest(self) -> list[str]:
        named = [*self._samples(), *self.wrong]
        verdict = [f"WRONG: {one}" for one in named] or ["Nothing lost, nothing double."]
        return [*self.notes, "", *verdict]

    def _samples(self) -> list[str]:
        bad = {f"{name}, lost": one.lost for name, one in (self.customers | self.replies).items()}
        bad |= {f"{name}, twice": one.twice for name, one in (self.customers | self.replies).items()}
        bad |= {f"{name}, FAILED yet there": one.belied for name, one in self.replies.items()}
        return [f"{what}: {', '.join(words[:20])}" for what, words in bad.items() if words]


def _table(names: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> list[str]:
    sums = ("all", *(sum(int(str(row[at])) for row in rows) for at in range(1, len(names))))
    lines = [names, ("---", *["---:"] * (len(names) - 1)), *rows, sums]
    return ["| " + " | ".join(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in line) + " |"
            for line in lines]  # fmt: skip


def _machine() -> str:
    return f"{os.cpu_count()} cores (load {os.getloadavg()[0]:.0f}), Python {platform.python_version()}"


def _commit() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"
