"""Collects words into lines: blank lines, list bullets, quote marks, cells of a table."""

from dataclasses import dataclass, field

_DEEPEST = 8
_SPACES = {ord(c): " " for c in "\t\n\r\f"}
_LINE, _PARAGRAPH = 1, 2


@dataclass(slots=True)
class Lines:
    """Lines in the making. White space at the start of a line and next to white space is dropped.

    The end of a block only breaks the line once words follow, so that the next cell of a table may
    still join it.
    """

    done: list[str] = field(default_factory=list)
    _quotes: int = 0
    _words: list[str] = field(default_factory=list)
    _bullets: list[str] = field(default_factory=list)
    _fresh_bullet: bool = False
    _space: bool = False
    _break: int = 0
    _gap: int | None = None
    _joins: bool = False
    _cell_at: int | None = None

    def write(self, text: str) -> None:
        """Add words to the current line, with white space collapsed as a browser does (not NBSP)."""
        words = text.translate(_SPACES).split(" ")
        if len(words) > 1 and not words[0]:
            self._space = bool(self._words)
        self._put(" ".join(filter(None, words)))
        if len(words) > 1 and not words[-1]:
            self._space = bool(self._words)

    def verbatim(self, text: str) -> None:
        """Add preformatted text; its line ends are kept."""
        first, *others = text.split("\n")
        self._put(first)
        for line in others:
            self.end_line()
            self._put(line)

    def end_line(self) -> None:
        """End the current line, even an empty one."""
        self._settle()
        self._emit()

    def end_block(self) -> None:
        """Words that follow stand on another line."""
        # A block that begins a cell stays beside the cell before it.
        if self._words and not self._joins:
            self._break = max(self._break, _LINE)

    def end_paragraph(self) -> None:
        """Words that follow stand apart by a blank line."""
        if self._words and not self._joins:
            self._break = _PARAGRAPH
        elif self.done and not self._words and self._gap is None:
            self._gap = self._quotes

    def open_row(self) -> None:
        """A row of a table begins or ends."""
        self._joins = False
        self.end_block()
        self._cell_at = None

    def open_cell(self) -> None:
        """A cell begins: beside the one before it, if that one fits on a single line."""
        if self._words and self._cell_at == len(self.done):
            self._break, self._joins = 0, True
        else:
            self.end_block()
            self._settle()
        self._cell_at = len(self.done)

    def open_item(self, bullet: str) -> None:
        """Begin a list item."""
        self.end_block()
        self._settle()
        self._bullets.append(bullet)
        self._fresh_bullet = True

    def close_item(self) -> None:
        """End a list item."""
        self.end_block()
        self._settle()
        self._bullets = self._bullets[:-1]
        self._fresh_bullet = False

    def quote(self, step: int) -> None:
        """Begin (1) or end (-1) a quotation."""
        self.end_paragraph()
        self._settle()
        self._quotes += step

    def text(self) -> str:
        """All lines so far."""
        self.end_block()
        self._settle()
        return "\n".join(self.done)

    def _put(self, word: str) -> None:
        if not word:
            return
        self._settle()
        if self._words and (self._joins or self._space):
            self._words.append(" | " if self._joins else " ")
        self._joins = self._space = False
        self._words.append(word)

    def _settle(self) -> None:
        pending, self._break = self._break, 0
        if pending:
            self._emit()
        if pending == _PARAGRAPH:
            self._gap = self._quotes

    def _emit(self) -> None:
        if self._gap is not None:
            self.done.append(_quote_marks(min(self._gap, self._quotes)))
            self._gap = None
        self.done.append(f"{_quote_marks(self._quotes)}{self._indent()}{''.join(self._words)}")
        self._words = []
        self._joins = self._space = False

    def _indent(self) -> str:
        if not self._bullets:
            self._fresh_bullet = False
            return ""
        shown = self._bullets[:_DEEPEST]
        lead = shown[-1] if self._fresh_bullet and shown else ""
        self._fresh_bullet = False
        return "".join(" " * len(bullet) for bullet in (shown[:-1] if lead else shown)) + lead


def _quote_marks(depth: int) -> str:
    return "> " * min(depth, _DEEPEST)
