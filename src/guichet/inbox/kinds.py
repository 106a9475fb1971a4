"""What a file is: its bytes decide, and its name may only agree."""

import mimetypes
from dataclasses import dataclass
from pathlib import PurePath

import puremagic

# Enough for every signature that puremagic knows at the head of a file (tar's is at 257, ISO 9660's beyond).
HEAD = 4096
UNKNOWN = "application/octet-stream"
# Formats whose bytes always begin alike: where they do not, the name is wrong.
SIGNED = frozenset(
    {"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "application/zip", "image/tiff"}
)
# The commonest files, told apart without asking puremagic for its thousand signatures.
BEGINNINGS = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
}
# What puremagic says for any XML, and what more the name may then say.
XML = frozenset({"application/xml", "text/xml"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A content type; `looks_like` is what the bytes are where the name says something else."""

    content_type: str
    looks_like: str = ""


def kind_of(head: bytes, file_name: str, hint: str | None = None) -> Kind:
    """The kind of a file from its first `HEAD` bytes, its name, and what its sender called it."""
    named = mimetypes.guess_type(PurePath(file_name).name, strict=False)[0]
    if named in BEGINNINGS and head.startswith(BEGINNINGS[named]):
        return Kind(named)
    found = _found_in(head)
    if named and _agrees(named, found):
        return Kind(named)
    if not found:
        if named in SIGNED:
            return Kind(UNKNOWN, looks_like=UNKNOWN)
        return Kind(named or _plain(hint))
    return Kind(found[0], looks_like=found[0] if named else "")


def _agrees(named: str, found: tuple[str, ...]) -> bool:
    if named in found:
        return True
    return bool(found) and named.endswith("+xml") and bool(XML & set(found))


def _found_in(head: bytes) -> tuple[str, ...]:
    """The types that the bytes may be, the likeliest first; empty for plain text and anything unknown."""
    if not head:
        return ()
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ()
    return tuple(dict.fromkeys(match.mime_type for match in matches if match.mime_type))


def _plain(hint: str | None) -> str:
    """A sender's word where nothing is known; never one that a browser would run."""
    said = (hint or "").partition(";")[0].strip().lower()
    return said if said.startswith("text/") and said not in {"text/html", "text/xml"} else UNKNOWN
