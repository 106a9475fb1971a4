"""UID FETCH: the parts that can be asked for, and their form on the wire."""

import re
from collections.abc import Sequence

from sandbox.mail.mailbox import KeptMail

_PART = re.compile(
    r"(?P<plain>FLAGS|INTERNALDATE|RFC822\.SIZE|UID)"
    r"|BODY(?P<peek>\.PEEK)?\[(?P<section>|HEADER\.FIELDS \((?P<names>[A-Z -]+)\))\]",
    re.IGNORECASE,
)


def parts_of(wanted: str) -> list[re.Match[str]]:
    """The parts of a request; ValueError for what is not spoken here."""
    inner = wanted[1:-1] if wanted.startswith("(") and wanted.endswith(")") else wanted
    found = list(_PART.finditer(inner))
    if not found or _PART.sub("", inner).strip():
        raise ValueError("these parts are not given here")
    return found


def is_peeking(parts: Sequence[re.Match[str]]) -> bool:
    """Whether nothing is marked as seen by it."""
    return all(part["plain"] or part["peek"] for part in parts)


def fetched(mail: KeptMail, parts: Sequence[re.Match[str]]) -> bytes:
    """The answer for one mail, in its brackets."""
    pieces = [f"UID {mail.uid}".encode(), *(_piece(mail, part) for part in parts if part["plain"] != "UID")]
    return b"(" + b" ".join(pieces) + b")"


def _piece(mail: KeptMail, part: re.Match[str]) -> bytes:
    match (part["plain"] or "").upper():
        case "FLAGS":
            return f"FLAGS ({' '.join(sorted(mail.flags))})".encode()
        case "INTERNALDATE":
            return f'INTERNALDATE "{mail.came_at:%d-%b-%Y %H:%M:%S %z}"'.encode()
        case "RFC822.SIZE":
            return f"RFC822.SIZE {len(mail.content)}".encode()
    content = _headers(mail.content, part["names"].upper().split()) if part["names"] else mail.content
    return f"BODY[{part['section']}] {{{len(content)}}}\r\n".encode() + content


def _headers(content: bytes, names: Sequence[str]) -> bytes:
    head = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[0]
    fields = re.split(rb"\r?\n(?![ \t])", head)
    kept = [field for field in fields if field.partition(b":")[0].decode("latin-1").upper() in names]
    return b"".join(field + b"\r\n" for field in kept) + b"\r\n"
