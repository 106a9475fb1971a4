"""What an attached file is called, and what it is."""

import re
from email.message import Message
from email.utils import collapse_rfc2231_value

from guichet.platforms.mail.headers import decoded

_PATH = re.compile(r"[/\\]")
_LONGEST = 200
# The first bytes of what sellers receive; a name or a label is only a sender's word.
_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"BM", "image/bmp"),
    (b"PK\x03\x04", "application/zip"),
)
_ZIPPED = ("officedocument", "opendocument", "zip")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,99}/[a-z0-9][a-z0-9.+-]{0,99}")


def file_name_of(part: "Message[str, str]") -> str:
    """The name given by any of the known ways (RFC 2231, RFC 2047 inside quotes); empty where none is."""
    given = part.get_param("filename", None, "content-disposition") or part.get_param("name")
    if not given:
        return ""
    try:
        name = collapse_rfc2231_value(given)
    except (UnicodeError, LookupError, ValueError):
        name = str(given[2]) if isinstance(given, tuple) else str(given)
    last = _PATH.split(decoded(name))[-1]
    return "".join(c for c in last if c.isprintable()).strip(". ")[-_LONGEST:]


def type_of(content: bytes, label: str) -> str:
    """The media type by the first bytes, else the sender's label."""
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "image/heic"
    for start, kind in _SIGNATURES:
        if content.startswith(start):
            is_zip_inside = kind == "application/zip" and any(word in label for word in _ZIPPED)
            return label if is_zip_inside and _MEDIA_TYPE.fullmatch(label) else kind
    return label if _MEDIA_TYPE.fullmatch(label) else "application/octet-stream"
