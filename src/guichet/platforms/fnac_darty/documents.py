"""Answers as documents: hardened, and forgiving where real answers are known to be broken.

No entity is resolved, no document type is accepted, nothing is fetched, and libxml2's own limits on depth
and on the size of a text stay on. Known of real answers: blank lines in front, nothing at all, and bytes
that are no UTF-8 under a UTF-8 declaration.
"""

import codecs
import re

from lxml import etree  # type: ignore[import-untyped]

from guichet.platforms.fnac_darty.mend import mended
from guichet.platforms.fnac_darty.node import Node

_DECLARATION = re.compile(r"<\?xml\s[^<>]{0,200}\?>\s*")
_FIRST_TAG = re.compile(r"<([A-Za-z_][\w.:-]{0,100})")
_BLANK = " \t\r\n\ufeff\x00"


class NotADocumentError(ValueError):
    """No document can be made of it. `is_whole`: it came to its end, so asking again will not help."""

    def __init__(self, why: str, *, is_whole: bool = False) -> None:
        super().__init__(why)
        self.is_whole = is_whole


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101 - registered for decoding only
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("fnac_darty.windows_1252", _as_windows_1252)


def read_document(body: bytes) -> Node:
    """The root of a document; NotADocumentError for anything that is none."""
    text = body.decode("utf-8", "fnac_darty.windows_1252").strip(_BLANK)
    if not text:
        raise NotADocumentError("the answer is empty")
    text = _DECLARATION.sub("", text, count=1) if text.startswith("<?xml") else text
    first = _FIRST_TAG.search(text)
    if first is None or not text.startswith("<") or "<!DOCTYPE" in text[: first.start()]:
        raise NotADocumentError("the answer is not XML")
    root = _parsed(text)
    if root is None:
        root = _parsed(mended(text))
    if root is None:
        raise NotADocumentError("the XML is damaged", is_whole=text.endswith(f"</{first[1]}>"))
    return Node(root)


def _parsed(text: str) -> object | None:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    # A document type hidden behind a comment with a tag in it.
    return None if root.getroottree().docinfo.internalDTD is not None else root
