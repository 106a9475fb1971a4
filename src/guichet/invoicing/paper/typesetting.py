"""Typst's compiler: a drawing in, a PDF/A-3b out."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from guichet.invoicing.paper.drawing import Drawing

# The compiler takes seven megabytes, and most processes never need it.
if TYPE_CHECKING:
    import typst

# ISO 19005-3: the one kind of PDF/A that may carry the EN 16931 data as an attachment.
STANDARD = "a-3b"
PLACEHOLDER = "\N{WHITE SQUARE}"
_UNDISPLAYABLE = re.compile(r"the text `\"(?P<text>.*?)\"` could not be displayed", re.DOTALL)
_ESCAPE = re.compile(r"\\u\{(?P<code>[0-9a-f]+)\}")
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def typeset(drawing: Drawing, logo: bytes | None, data: bytes | None = None) -> bytes:
    """The pages as PDF/A-3b, with the Factur-X data attached where they are given.

    PDF/A forbids a character that no font has. The compiler's own fonts hold Latin, Greek, Cyrillic, Hebrew
    and Arabic; the machine's fonts are asked next; what is in none of them is printed as a white square,
    while the data inside the PDF keep it. Raises ValueError where the logo is neither PNG nor JPEG.
    """
    from typst import TypstError

    if logo is not None and not logo.startswith(PICTURES):
        raise ValueError("The logo is neither a PNG nor a JPEG picture.")
    attached = {"logo": None if logo is None else list(logo), "data": data and data.decode()}
    picture = json.dumps(attached).encode()
    text = json.dumps(drawing, ensure_ascii=False)
    # Each round takes away one character for good, so the text itself bounds the rounds.
    while True:
        try:
            return _compile(text, picture)
        except TypstError as error:
            missing = _missing_in(str(error), text)
            if missing is None:
                raise
            text = text.replace(missing, PLACEHOLDER)


def _compile(text: str, picture: bytes) -> bytes:
    import typst

    # The compiler takes only text as files, so the picture goes in as a list of numbers.
    sources = {"main.typ": _template(), "drawing.json": text.encode(), "picture.json": picture}
    # Its types do not know yet that sources may come by name (typst-py, "compile").
    return bytes(typst.compile(sources, pdf_standards=[STANDARD], font_paths=_fonts()))  # type: ignore[call-overload]


def _missing_in(message: str, text: str) -> str | None:
    """The character that the compiler names, as it stands in the drawing; None for any other error."""
    found = _UNDISPLAYABLE.search(message)
    if found is None:
        return None
    shown = _ESCAPE.sub(lambda match: chr(int(match["code"], 16)), found["text"])
    written = (shown, json.dumps(shown)[1:-1])
    return next((form for form in written if form and form != PLACEHOLDER and form in text), None)


@cache
def _template() -> bytes:
    return files("guichet.invoicing.paper").joinpath("paper.typ").read_bytes()


@cache
def _fonts() -> "typst.Fonts":
    """The compiler's and the machine's, looked for once."""
    import typst

    return typst.Fonts(include_system_fonts=True)
