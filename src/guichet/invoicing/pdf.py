"""Whether bytes are a PDF that can be opened; no word of its content is read."""

from typing import BinaryIO

from django.utils.translation import gettext as _

HEAD_BYTES = 1024
TAIL_BYTES = 2048


def pdf_problem(stream: BinaryIO) -> str | None:
    """Why it is none, in a sentence; None where it is one. ISO 32000-1, 7.5.2 and 7.5.5."""
    if b"%PDF-" not in stream.read(HEAD_BYTES):
        return _("This file is not a PDF; choose the invoice as a PDF.")
    stream.seek(0, 2)
    stream.seek(max(stream.tell() - TAIL_BYTES, 0))
    if b"%%EOF" not in stream.read(TAIL_BYTES):
        return _("This PDF is cut short; save it again and choose it anew.")
    stream.seek(0)
    return _structure_problem(stream)


def _structure_problem(stream: BinaryIO) -> str | None:
    """Only the outline is read; a broken file fails in any way that a parser can."""
    # Nine megabytes, which most processes never need.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(stream, strict=False)
        if reader.is_encrypted:
            return _("This PDF is protected by a password; choose one without.")
        if int(reader.root_object["/Pages"]["/Count"]) > 0:  # type: ignore[index]
            return None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        return _("This PDF is damaged; save it again and choose it anew.")
    return _("This PDF has no pages; choose another file.")
