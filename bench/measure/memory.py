"""Memory of processes, from the kernel (proc(5)); Linux only."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of 10^6 bytes: resident now, at its highest, and its proportional share of shared pages."""

    resident: float
    peak: float
    proportional: float


def memory_of(pid: int) -> Memory:
    """The memory of one process."""
    status = _fields(Path(f"/proc/{pid}/status"))
    rollup = _fields(Path(f"/proc/{pid}/smaps_rollup"))
    return Memory(status["VmRSS"], status["VmHWM"], rollup["Pss"])


def children_of(pid: int) -> Iterator[int]:
    """The processes that a process started."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        yield from map(int, (task / "children").read_text().split())


def _fields(path: Path) -> dict[str, float]:
    """The sizes of a file, which the kernel gives in units of 1,024 bytes."""
    found = {}
    for line in path.read_text().splitlines():
        name, _, value = line.partition(":")
        if value.endswith("kB"):
            found[name] = int(value.split()[0]) * 1024 / 1e6
    return found
