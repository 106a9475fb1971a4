"""Finds the buyer's words inside Amazon's frame, by its structure: Amazon changes the words."""

import re
from dataclasses import dataclass

_MARK = re.compile(r"-{5,}[ \t]*(?P<words>[^\n-][^\n]{0,38}?)[ \t]*-{5,}")
# Frames until about 2020, and copies of answers, open without a colon.
_OPENING = (
    "begin message",
    "début du message",
    "iniciar mensagem",
    "beginn der nachricht",
    "inizio messaggio",
)
# Where the end mark is missing, the frame goes on with one of these.
_FOOTER = re.compile(
    r"https?://sellercentral[\w.-]*\.amazon\.|^-{20,}[ \t]*$|^[^\n]{0,30}(?:Copyright|Droits d'auteur|©)"
    r"|\bSPC-[A-Z]{2}Amazon-|\[commMgrTok:"
    r"|^(?:Was this e-?mail helpful|Cet e-mail a-t-il|Questa e-mail|War diese E-Mail|¿Le ha resultado"
    r"|Este e-mail foi)",
    re.MULTILINE | re.IGNORECASE,
)
_OUR_LINKS = re.compile(r"[ \t]*\(?https?://sellercentral[\w.-]*\.amazon\.[^\s)]*\)?", re.IGNORECASE)
_WATERMARK = re.compile(r"^[ \t]*SPC-[A-Z]{2}Amazon-\d+[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Frame:
    """A mail in three: what Amazon says above, what the buyer wrote, what Amazon says below."""

    above: str
    words: str
    below: str


def framed(text: str) -> Frame | None:
    """The frame of a text; None where it has none.

    The last mark closes it: a buyer may well draw a line of dashes, and what follows is the buyer's too.
    """
    marks = [mark for mark in _MARK.finditer(text) if not _is_quoted(text, mark.start())]
    opening = next((mark for mark in marks if _opens(mark["words"])), None)
    if opening is None:
        return None
    closing = [mark for mark in marks if mark.start() >= opening.end() and not mark["words"].endswith(":")]
    if closing:
        end, rest = closing[-1].start(), closing[-1].end()
    else:
        footer = _FOOTER.search(text, opening.end())
        end = rest = footer.start() if footer else len(text)
    return Frame(text[: opening.start()], text[opening.end() : end].strip(), text[rest:])


def without_links(text: str) -> str:
    """A text without links into Seller Central: one of them changes the case when it is opened."""
    return _WATERMARK.sub("", _OUR_LINKS.sub("", text)).strip()


def _opens(words: str) -> bool:
    return words.rstrip().endswith(":") or any(opening in words.lower() for opening in _OPENING)


def _is_quoted(text: str, at: int) -> bool:
    return text[text.rfind("\n", 0, at) + 1 : at].lstrip().startswith(">")
