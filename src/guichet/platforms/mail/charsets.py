"""Bytes to text, whatever their label says."""

import codecs

from guichet.platforms.text.tidy import clean

# Browsers read these labels as windows-1252 (WHATWG Encoding Standard), and so do those who misuse them.
_MEANT_AS_1252 = frozenset(("iso8859-1", "ascii", "cp1252"))


def text_of(content: bytes, label: str | None) -> str:
    """The text of a part. Never fails: a label that is unknown or wrong gives way to UTF-8, then Windows."""
    for encoding in (_encoding(label), "utf-8"):
        if encoding is None:
            continue
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def header_text(raw: str) -> str:
    """A header value as parsed by the standard library: bytes above 127 stand in it as surrogates."""
    try:
        return raw.encode("ascii", "surrogateescape").decode("utf-8")
    except UnicodeEncodeError:
        return clean(raw)
    except UnicodeDecodeError:
        return raw.encode("ascii", "surrogateescape").decode("cp1252", "replace")


def _encoding(label: str | None) -> str | None:
    try:
        info = codecs.lookup((label or "").strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    # Codecs such as rot13 and base64 turn text to text or bytes to bytes.
    if not getattr(info, "_is_text_encoding", True):
        return None
    # An ASCII label promises nothing above 127: UTF-8 is tried first.
    if info.name == "ascii":
        return None
    return "cp1252" if info.name in _MEANT_AS_1252 else info.name
