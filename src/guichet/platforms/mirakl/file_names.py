"""File names as Mirakl takes them: ASCII, distinct, with an extension from its list."""

import re
import unicodedata
from collections.abc import Iterable

_ODD = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_STEM = 80


def sendable_names(names: Iterable[str]) -> list[str]:
    """One name for each file: transliterated, `.jpeg` as `.jpg`, numbered where two would be equal."""
    taken: set[str] = set()
    return [_distinct(*_parts(name), taken) for name in names]


def _parts(name: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    stem, dot, extension = _ODD.sub("_", plain).rpartition(".")
    if not dot:
        stem, extension = extension, ""
    extension = extension.lower()
    extension = "jpg" if extension == "jpeg" else extension
    return stem.strip("._-")[:_LONGEST_STEM] or "file", extension and f".{extension}"


def _distinct(stem: str, extension: str, taken: set[str]) -> str:
    name, number = f"{stem}{extension}", 1
    while name.lower() in taken:
        number += 1
        name = f"{stem}-{number}{extension}"
    taken.add(name.lower())
    return name
