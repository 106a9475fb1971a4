"""Turns HTML into text that reads well.

inscriptis was tried first: it decodes references twice (`&amp;lt;` becomes `<`), recurses with the nesting
and lets a style attribute ask for any number of spaces. libxml2's event parser has none of these.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import local

from lxml import etree  # type: ignore[import-untyped]

from guichet.platforms.text.elements import Element, element
from guichet.platforms.text.lines import Lines
from guichet.platforms.text.links import shown_link

# How far up a word looks for the element that keeps its spaces.
_NEAR = 8


@dataclass(slots=True)
class _Link:
    address: str
    words: list[str] = field(default_factory=list)


class Renderer:
    """Receives parser events (lxml's target interface) and writes lines."""

    def __init__(self) -> None:
        self.begin(keep_newlines=False)

    def begin(self, *, keep_newlines: bool) -> None:
        """Forget what was, for another document."""
        self._keep_newlines = keep_newlines
        self._lines = Lines()
        self._open: list[Element] = []
        self._hidden = 0
        self._verbatims = 0
        self._numbers: list[int | None] = []
        self._links: list[_Link] = []
        self._heard: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        self._say()
        opened = element(name, attributes, in_list=bool(self._numbers))
        self._open.append(opened)
        self._hidden += opened.is_hidden
        self._verbatims += opened.name == "pre"
        if not self._hidden:
            self._part(opened)
            self._opened(name, attributes)

    def end(self, name: str) -> None:
        """An element closes; libxml2 also closes what the author forgot."""
        self._say()
        if not self._open:
            return
        closed = self._open.pop()
        if not self._hidden:
            self._closed(name)
            self._part(closed)
        self._hidden -= closed.is_hidden
        self._verbatims -= closed.name == "pre"

    def data(self, text: str) -> None:
        """Words between two tags, in pieces: each character reference is one."""
        if not self._hidden:
            self._heard.append(text)

    def _say(self) -> None:
        """Write down what was heard since the last tag."""
        if not self._heard:
            return
        text = "".join(self._heard)
        self._heard.clear()
        if self._links:
            self._links[-1].words.append(text)
        if self._keep_newlines or (self._verbatims and self._is_verbatim()):
            self._lines.verbatim(text)
        else:
            self._lines.write(text)

    def _is_verbatim(self) -> bool:
        return any(near.name == "pre" for near in self._open[-_NEAR:])

    def comment(self, text: str) -> None:
        """Comments are not shown."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Processing instructions are not shown."""

    def close(self) -> str:
        """The text, once the document is over."""
        self._say()
        return self._lines.text()

    def _part(self, opened: Element) -> None:
        if opened.is_paragraph:
            self._lines.end_paragraph()
        elif opened.is_block:
            self._lines.end_block()

    def _opened(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "br":
                self._lines.end_line()
            case "hr":
                self._rule()
            case "ul" | "ol":
                self._numbers.append(1 if name == "ol" else None)
            case "li":
                self._open_item()
            case "blockquote":
                self._lines.quote(1)
            case "tr":
                self._lines.open_row()
            case "td" | "th":
                self._lines.open_cell()
            case "a":
                self._links.append(_Link(attributes.get("href", "")))

    def _closed(self, name: str) -> None:
        match name:
            case "ul" | "ol":
                self._close_list()
            case "li":
                self._lines.close_item()
            case "blockquote":
                self._lines.quote(-1)
            case "tr":
                self._lines.open_row()
            case "a":
                self._close_link()

    def _close_list(self) -> None:
        if self._numbers:
            self._numbers.pop()

    def _open_item(self) -> None:
        number = self._numbers[-1] if self._numbers else None
        if number is not None:
            self._numbers[-1] = number + 1
        self._lines.open_item("- " if number is None else f"{number}. ")

    def _rule(self) -> None:
        self._lines.end_block()
        self._lines.write("---")
        self._lines.end_line()

    def _close_link(self) -> None:
        if self._links:
            link = self._links.pop()
            self._lines.write(shown_link(link.address, "".join(link.words)))


CannotRender: type[Exception] = etree.LxmlError


class _Desk(local):
    """One parser a thread: lxml looks into its target anew for each, which takes longer than a short text."""

    def __init__(self) -> None:
        self.renderer = Renderer()
        self.parser = etree.HTMLParser(target=self.renderer, encoding="utf-8", huge_tree=True, recover=True)


_desk = _Desk()


def render(markup: str, *, keep_newlines: bool) -> str:
    """The text of a piece of HTML; CannotRender where libxml2 gives up."""
    _desk.renderer.begin(keep_newlines=keep_newlines)
    try:
        return str(etree.fromstring(markup.encode("utf-8"), _desk.parser))
    finally:
        _desk.renderer.begin(keep_newlines=False)
