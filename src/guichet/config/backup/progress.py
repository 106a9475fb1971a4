"""How far it is, for the person who waits: a line a second on stderr, one line rewritten on a terminal."""

import sys
import time
from typing import TextIO

EVERY_SECONDS = 1.0


def in_words(size: int) -> str:
    """A size in bytes as people read it."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size} bytes"


class Progress:
    """Bytes and files that are through; `total` bytes where they are known."""

    def __init__(self, verb: str, total: int | None = None, out: TextIO | None = None) -> None:
        self.bytes = self.files = 0
        self.total = total
        self._verb = verb
        self._out = sys.stderr if out is None else out
        self._shown = time.monotonic()
        self._is_open = False

    def add(self, size: int, files: int = 0) -> None:
        """So many more; shown when a second is over."""
        self.bytes += size
        self.files += files
        now = time.monotonic()
        if now - self._shown >= EVERY_SECONDS:
            self._shown = now
            self._show()

    def end(self) -> None:
        """Whatever comes next begins on a line of its own."""
        if self._is_open:
            self._out.write("\n")
            self._is_open = False

    def _show(self) -> None:
        of = f" of about {in_words(self.total)}" if self.total else ""
        line = f"{self._verb}: {in_words(self.bytes)}{of}, {self.files} attachments"
        if self._out.isatty():
            self._out.write(f"\r\x1b[K{line}")
            self._is_open = True
        else:
            self._out.write(f"{line}\n")
        self._out.flush()
