"""One part of a multipart/form-data request (RFC 7578)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

FilePart = tuple[str, tuple[str | None, bytes | BinaryIO, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A named part with its own content type; with `file_name` it is a file."""

    name: str
    content: bytes | BinaryIO = field(repr=False)
    content_type: str
    file_name: str | None = None


def as_files(parts: Iterable[Part]) -> list[FilePart]:
    """The parts in the order given, in the shape httpx encodes; names may repeat."""
    return [(part.name, (part.file_name, part.content, part.content_type)) for part in parts]
