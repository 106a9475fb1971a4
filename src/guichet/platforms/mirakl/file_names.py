"""File names as Mirakl takes them: ASCII, distinct, with an extension from its list."""

import re
import unicodedata
from collections.abc import Iterable

_ODD = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_STEM = 80
_LONGEST_EXTENSION = 8
# Letters that have no accent to take off.
_LETTERS = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
)


def sendable_names(names: Iterable[str]) -> list[str]:
    """One name for each file: transliterated, `.jpeg` as `.jpg`, numbered where two would be equal."""
    taken: set[str] = set()
    return [_distinct(*_parts(name), taken) for name in names]


def _parts(name: str) -> tuple[str, str]:
    base = re.split(r"[/\\]", name)[-1].translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", base).encode("ascii", "ignore").decode("ascii")
    stem, dot, extension = _ODD.sub("_", plain).rpartition(".")
    if not dot or len(extension) > _LONGEST_EXTENSION:
        stem, extension = f"{stem}{dot}{extension}", ""
    extension = extension.lower()
    extension = "jpg" if extension == "jpeg" else extension
    return stem.strip("._-")[:_LONGEST_STEM] or "file", f".{extension}" if extension else ""


def _distinct(stem: str, extension: str, taken: set[str]) -> str:
    name, number = f"{stem}{extension}", 1
    while name.lower() in taken:
        number += 1
        name = f"{stem}-{number}{extension}"
    taken.add(name.lower())
    return name
