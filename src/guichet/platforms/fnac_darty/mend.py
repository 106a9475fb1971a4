"""Mends what keeps a document from being XML although its meaning is plain.

Only tried on documents that a strict parser refuses: characters that XML 1.0 forbids, written out or as
references; bare ampersands; references to HTML's names. CDATA sections keep their words.
"""

import re
from collections.abc import Iterator
from html import escape
from html.entities import html5

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&(?:#(?:[0-9]{1,8}|x[0-9A-Fa-f]{1,8});|([A-Za-z][A-Za-z0-9]{0,40};))?")
_KNOWN = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_OPEN, _CLOSE = "<![CDATA[", "]]>"


def mended(text: str) -> str:
    """The same text with what a parser would stumble over taken out or written properly."""
    return "".join(_REFERENCE.sub(_reference, part) if plain else part for plain, part in _parts(legal(text)))


def legal(text: str) -> str:
    """Without the characters that no XML 1.0 document may hold (control characters, lone surrogates)."""
    return _FORBIDDEN.sub("", text)


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """Pieces outside (True) and inside (False) of CDATA sections, in order."""
    position = 0
    while (opened := text.find(_OPEN, position)) >= 0:
        yield True, text[position:opened]
        closed = text.find(_CLOSE, opened)
        position = len(text) if closed < 0 else closed + len(_CLOSE)
        yield False, text[opened:position]
    yield True, text[position:]


def _reference(found: re.Match[str]) -> str:
    whole, name = found[0], found[1]
    if whole == "&":
        return "&amp;"
    if name is None:
        return whole if _is_legal(whole) else ""
    if name in _KNOWN:
        return whole
    return escape(html5[name]) if name in html5 else f"&amp;{name}"


def _is_legal(reference: str) -> bool:
    digits = reference[2:-1]
    number = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    return number < 0x110000 and _FORBIDDEN.fullmatch(chr(number)) is None
