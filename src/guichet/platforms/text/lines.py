"""Collects words into lines: blank lines, list bullets, quote marks, cells of a table."""

from dataclasses import dataclass, field

_DEEPEST = 8


@dataclass(slots=True)
class Lines:
    """Lines in the making. White space at the start of a line and next to white space is dropped."""

    done: list[str] = field(default_factory=list)
    quotes: int = 0
    _words: list[str] = field(default_factory=list)
    _bullets: list[str] = field(default_factory=list)
    _fresh_bullet: bool = False
    _space: bool = False
    _cell: bool = False
    _gap: int | None = None

    def write(self, text: str) -> None:
        """Add words to the current line, with white space collapsed as a browser does (not NBSP)."""
        words = text.translate(_SPACES).split(" ")
        for word in words[:-1]:
            self._put(word)
            self._space = bool(self._words)
        self._put(words[-1])

    def verbatim(self, text: str) -> None:
        """Add preformatted text; its line ends are kept."""
        first, *others = text.split("\n")
        self._put(first)
        for line in others:
            self.end_line()
            self._put(line)

    def end_line(self) -> None:
        """End the current line, even an empty one."""
        self._emit("".join(self._words))
        self._words = []
        self._space = self._cell = False

    def end_block(self) -> None:
        """End the current line if anything stands on it."""
        if self._words:
            self.end_line()
        self._space = self._cell = False

    def end_paragraph(self) -> None:
        """End the current line and leave a blank one before whatever follows."""
        self.end_block()
        if self.done and self._gap is None:
            self._gap = self.quotes

    def end_cell(self) -> None:
        """Part what follows on the same line from what stands there."""
        self._cell = bool(self._words)

    def open_item(self, bullet: str) -> None:
        """Begin a list item."""
        self.end_block()
        self._bullets.append(bullet)
        self._fresh_bullet = True

    def close_item(self) -> None:
        """End a list item."""
        self.end_block()
        if self._bullets:
            self._bullets.pop()
        self._fresh_bullet = False

    def text(self) -> str:
        """All lines so far."""
        self.end_block()
        return "\n".join(self.done)

    def _put(self, word: str) -> None:
        if not word:
            return
        if self._words and (self._cell or self._space):
            self._words.append(" | " if self._cell else " ")
        self._space = self._cell = False
        self._words.append(word)

    def _emit(self, line: str) -> None:
        if self._gap is not None:
            self.done.append(_quote_marks(min(self._gap, self.quotes)))
            self._gap = None
        self.done.append(f"{_quote_marks(self.quotes)}{self._indent()}{line}")

    def _indent(self) -> str:
        shown = self._bullets[:_DEEPEST]
        if not self._fresh_bullet or not shown:
            return "".join(" " * len(bullet) for bullet in shown)
        self._fresh_bullet = False
        return "".join(" " * len(bullet) for bullet in shown[:-1]) + shown[-1]


def _quote_marks(depth: int) -> str:
    return "> " * min(depth, _DEEPEST)


_SPACES = {ord(c): " " for c in "\t\n\r\f"}
