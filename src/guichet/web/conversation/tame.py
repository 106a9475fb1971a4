"""Hostile HTML made well-formed, shallow and small enough for nh3, which is quadratic on several things.

Measured with nh3 0.3.8: 20,000 unclosed `<ul><li>` take 2 s; 300 unclosed `<b>` of different attributes with
1,000 paragraphs after them become 300,000 elements, because HTML opens formatting elements again in each
paragraph (HTML standard, "reconstruct the active formatting elements"); 900,000 ampersands take 15 s. libxml2
reads it first, which has none of these. What leaves here is nested properly, no deeper than DEEPEST, and its
formatting elements and links are spans: links lead nowhere from within the frame.
"""

from collections.abc import Iterator, Mapping
from html import escape
from itertools import chain

from lxml import etree  # type: ignore[import-untyped]

DEEPEST = 80
MAX_CHARACTERS = 500_000
MAX_MARKS = 10_000
MAX_ATTRIBUTE = 1_000
_ATTRIBUTES = frozenset({"title", "colspan", "rowspan", "align", "dir", "lang", "style"})
_KEPT_NAMES = (
    "blockquote br caption center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre span sub sup table tbody td"
    " tfoot th thead tr ul"
)
_KEPT = frozenset(_KEPT_NAMES.split())
_VOID = frozenset({"br", "hr"})
_DROPPED_NAMES = (
    "applet audio base button canvas embed frame frameset head iframe input link math meta noframes noscript"
    " object option param script select style svg template textarea title video xml"
)
_DROPPED = frozenset(_DROPPED_NAMES.split())
_STYLES = {
    **dict.fromkeys(("b", "strong"), "font-weight:bold"),
    **dict.fromkeys(("i", "em", "cite"), "font-style:italic"),
    **dict.fromkeys(("a", "u", "ins"), "text-decoration:underline"),
    **dict.fromkeys(("s", "strike", "del"), "text-decoration:line-through"),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), "font-family:monospace"),
    "small": "font-size:smaller",
    "big": "font-size:larger",
}


class TooMuchError(Exception):
    """More than a page can show in reasonable time."""


class Tamed:
    """What libxml2 reads, written anew. `images` counts the pictures that were left out."""

    def __init__(self) -> None:
        self.images = 0
        self._parts: list[str] = []
        # What stands for each open element in the new text; empty for one that is left out.
        self._open: list[str] = []
        self._hidden = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins (lxml's parser target)."""
        name = tag.lower()
        if name == "img":
            self._picture(attributes)
        if self._hidden or name in _DROPPED:
            self._hidden += 1
            self._open.append("")
            return
        written = self._written(name)
        self._open.append(written)
        if written:
            self._parts.append(f"<{written}{''.join(_attributes(name, attributes))}>")

    def end(self, _tag: str) -> None:
        """An element ends; libxml2 ends each one that it began, the last one first."""
        if not self._open:
            return
        written = self._open.pop()
        if self._hidden:
            self._hidden -= 1
        elif written and written not in _VOID:
            self._parts.append(f"</{written}>")

    def data(self, text: str) -> None:
        """Words."""
        if not self._hidden:
            self._parts.append(_escaped(text))

    def close(self) -> str:
        """All of it."""
        return "".join(self._parts)

    def _written(self, name: str) -> str:
        if len(self._open) >= DEEPEST:
            return ""
        if name in _KEPT:
            return name
        return "span" if name in _STYLES or name == "font" else ""

    def _picture(self, attributes: Mapping[str, str]) -> None:
        if self._hidden:
            return
        self.images += 1
        if words := attributes.get("alt", "").strip():
            self._parts.append(f"[{_escaped(words[:MAX_ATTRIBUTE])}]")


def tame(markup: str) -> tuple[str, int]:
    """The same in well-formed HTML, and how many pictures it lost; TooMuchError when it is too large."""
    if len(markup) > MAX_CHARACTERS or max(markup.count("<"), markup.count("&")) > MAX_MARKS:
        raise TooMuchError
    target = Tamed()
    parser = etree.HTMLParser(target=target, no_network=True, huge_tree=True, encoding="utf-8")
    try:
        parser.feed(markup.replace("\x00", "").encode("utf-8", "replace"))
        return str(parser.close()), target.images
    except etree.XMLSyntaxError:
        return target.close(), target.images


def _escaped(text: str) -> str:
    """With as few references as can be: they are what nh3 is slow at."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _attributes(name: str, given: Mapping[str, str]) -> Iterator[str]:
    own = ((key, value) for key, value in given.items() if key in _ATTRIBUTES and key != "style")
    style = ";".join(part for part in (_STYLES.get(name, ""), given.get("style", "")) if part)
    for key, value in chain(own, [("style", style)] if style else []):
        yield f' {key}="{escape(value[:MAX_ATTRIBUTE])}"'
