"""Turns HTML into text that reads well.

inscriptis was tried first: it decodes references twice (`&amp;lt;` becomes `<`), recurses with the nesting
and lets a style attribute ask for any number of spaces. libxml2's event parser has none of these.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]

from guichet.platforms.text.lines import Lines
from guichet.platforms.text.links import shown_link

_SKIPPED = frozenset(
    [
        "head",
        "title",
        "style",
        "script",
        "noscript",
        "template",
        "svg",
        "math",
        "object",
        "iframe",
        "select",
        "button",
    ]
)
_PARAGRAPHS = frozenset(["p", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "pre"])
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "header",
        "html",
        "li",
        "main",
        "nav",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
    ]
)
# How far up a word looks for the element that keeps its spaces.
_NEAR = 8
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|mso-hide\s{0,9}:\s{0,9}all", re.IGNORECASE)


@dataclass(slots=True)
class _Element:
    name: str
    is_tight: bool = False
    is_hidden: bool = False


@dataclass(slots=True)
class _Link:
    address: str
    words: list[str] = field(default_factory=list)


class Renderer:
    """Receives parser events (lxml's target interface) and writes lines."""

    def __init__(self, *, keep_newlines: bool) -> None:
        self._keep_newlines = keep_newlines
        self._lines = Lines()
        self._open: list[_Element] = []
        self._hidden = 0
        self._numbers: list[int | None] = []
        self._links: list[_Link] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        element = _Element(name, _is_tight(name, attributes, self._numbers), _is_hidden(name, attributes))
        self._open.append(element)
        self._hidden += element.is_hidden
        if not self._hidden:
            self._part(element)
            self._opened(name, attributes)

    def end(self, name: str) -> None:
        """An element closes; libxml2 also closes what the author forgot."""
        if not self._open:
            return
        element = self._open.pop()
        if not self._hidden:
            self._closed(name)
            self._part(element)
        self._hidden -= element.is_hidden

    def data(self, text: str) -> None:
        """Words between two tags."""
        if self._hidden:
            return
        if self._links:
            self._links[-1].words.append(text)
        if self._keep_newlines or any(element.name == "pre" for element in self._open[-_NEAR:]):
            self._lines.verbatim(text)
        else:
            self._lines.write(text)

    def comment(self, text: str) -> None:
        """Comments are not shown."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Processing instructions are not shown."""

    def close(self) -> str:
        """The text, once the document is over."""
        return self._lines.text()

    def _part(self, element: _Element) -> None:
        if element.name in _PARAGRAPHS and not element.is_tight:
            self._lines.end_paragraph()
        elif element.name in _BLOCKS or element.is_tight:
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
                self._open_quote()
            case "td" | "th":
                self._lines.end_cell()
            case "a":
                self._links.append(_Link(attributes.get("href", "")))

    def _closed(self, name: str) -> None:
        match name:
            case "ul" | "ol":
                self._close_list()
            case "li":
                self._lines.close_item()
            case "blockquote":
                self._close_quote()
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

    def _open_quote(self) -> None:
        self._lines.end_paragraph()
        self._lines.quotes += 1

    def _close_quote(self) -> None:
        self._lines.end_block()
        self._lines.quotes -= 1
        self._lines.end_paragraph()

    def _rule(self) -> None:
        self._lines.end_block()
        self._lines.write("---")
        self._lines.end_line()

    def _close_link(self) -> None:
        if self._links:
            link = self._links.pop()
            self._lines.write(shown_link(link.address, "".join(link.words)))


def _is_hidden(name: str, attributes: Mapping[str, str]) -> bool:
    return name in _SKIPPED or _HIDDEN.search(attributes.get("style", "")) is not None


def _is_tight(name: str, attributes: Mapping[str, str], lists: list[int | None]) -> bool:
    # Outlook writes every line as a paragraph without margins; a list in a list needs no air either.
    return (name == "p" and "mso" in attributes.get("class", "").lower()) or (
        name in ("ul", "ol") and bool(lists)
    )


CannotRender: type[Exception] = etree.LxmlError


def render(markup: str, *, keep_newlines: bool) -> str:
    """The text of a piece of HTML; CannotRender where libxml2 gives up."""
    target = Renderer(keep_newlines=keep_newlines)
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True, recover=True)
    return str(etree.fromstring(markup.encode("utf-8"), parser))
