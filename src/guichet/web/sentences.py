"""Sentences that were written in English, said in the reader's language.

Connectors know no language, and what they say is stored as it was said: the sentence is looked up when it is
shown. One with values in it ("error 404") is found by the text that the catalogue has with placeholders.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from django.utils.translation import get_language, gettext
from django.utils.translation.trans_real import translation

ENGLISH = "en"
_PLACE = re.compile(r"%\((\w+)\)[sd]")
_SENTENCES = re.compile(r"(?<=[.?…])\s+(?=[^\W\d_])")
# A text with less to recognise it by would be found in sentences that it has nothing to do with.
_LEAST_FIXED = 8
# Longer ones are nobody's sentence, and would only keep the patterns busy.
_MOST = 2000


class Shape(NamedTuple):
    """A text of the catalogue with values in it, as a pattern; `fixed` is how much of it is words."""

    pattern: re.Pattern[str]
    text: str
    fixed: int


def said(text: str) -> str:
    """The sentence, or the sentences, in the active language; as it is where nobody has translated it."""
    if not text or len(text) > _MOST or (get_language() or ENGLISH) == ENGLISH:
        return text
    return _whole(text) or " ".join(_runs(_SENTENCES.split(text)))


def _runs(sentences: list[str]) -> Iterator[str]:
    """The longest runs of sentences that were translated together, then what nobody has translated."""
    start = 0
    while start < len(sentences):
        for end in range(len(sentences), start, -1):
            found = _whole(" ".join(sentences[start:end]))
            if found is not None or end == start + 1:
                yield found or sentences[start]
                start = end
                break


def _whole(text: str) -> str | None:
    exact = gettext(text)
    return exact if exact != text else _filled(text)


def _filled(text: str) -> str | None:
    for shape in _shapes(get_language() or ENGLISH):
        if found := shape.pattern.fullmatch(text):
            return gettext(shape.text) % {name: said(value) for name, value in found.groupdict().items()}
    return None


@cache
def _shapes(language: str) -> tuple[Shape, ...]:
    """The most telling first."""
    shapes = (shape for text in _texts(language) if (shape := _shape(text)) is not None)
    return tuple(sorted(shapes, key=lambda shape: -shape.fixed))


def _texts(language: str) -> Iterator[str]:
    """The plain texts of the catalogue; plurals are counted where they are shown and stand in no row."""
    catalog = translation(language)._catalog  # type: ignore[attr-defined]  # noqa: SLF001 - no public way
    return (key for key in catalog.keys() if isinstance(key, str) and _PLACE.search(key))  # noqa: SIM118


def _shape(text: str) -> Shape | None:
    parts = _PLACE.split(text)
    fixed = sum(len(part.strip()) for part in parts[::2])
    if fixed < _LEAST_FIXED:
        return None
    seen: set[str] = set()
    pattern = "".join(
        _place(part, seen) if place % 2 else re.escape(part.replace("%%", "%"))
        for place, part in enumerate(parts)
    )
    return Shape(re.compile(pattern, re.DOTALL), text, fixed)


def _place(name: str, seen: set[str]) -> str:
    """Any value; the second time, the same one."""
    if name in seen:
        return f"(?P={name})"
    seen.add(name)
    return f"(?P<{name}>.+?)"
