"""How a link is written in plain text."""

import re

from guichet.platforms.text.tidy import one_line

_SHOWN = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_DECORATION = re.compile(r"^(?:https?://|mailto:|tel:)?(?:www\.)?|/$", re.IGNORECASE)
_LONGEST = 2000


def shown_link(address: str, words: str) -> str:
    """What follows a link's words: its address in brackets, nothing where the words already say it."""
    address = "".join(one_line(address).split())
    words = one_line(words)
    if not _SHOWN.match(address) or len(address) > _LONGEST or not words:
        return ""
    if _bare(address) == _bare(words):
        return ""
    shown = re.sub(r"^(?:mailto|tel):", "", address, flags=re.IGNORECASE)
    return f" ({shown})"


def _bare(text: str) -> str:
    return _DECORATION.sub("", text).casefold()
