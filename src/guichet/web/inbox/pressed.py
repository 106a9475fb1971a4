"""HTML of a row, rendered by its template once for each kind of row; the words of each row are filled in.

Fifty rows through the template engine took 20 of the 30 ms of the page; filling them in takes one.
"""

from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.template.loader import get_template
from django.utils.safestring import SafeString

# Characters for private use (Unicode 3.5): no template and no translation has them.
_BEGIN, _END = "\ue000", "\ue001"
# PostgreSQL keeps no such character, so no word has one.
_BETWEEN = "\0"
HOLES = (
    "id", "link", "here", "who", "everybody", "subject", "snippet", "order_ref", "marketplace", "tile",
    "store", "due_text", "due_title", "utc", "exact", "last",
)  # fmt: skip


class Kind(NamedTuple):
    """All that a template decides by. `due` is the chip's level, None where there is no chip."""

    status: str
    type: str
    is_unread: bool
    has_order: bool
    has_snippet: bool
    waits: bool
    due: str | None
    may_reply: bool


def pressed(kind: Kind, language: str, words: dict[str, str]) -> SafeString:
    """The row in the active language with its words, one for each hole; every word is escaped here.

    All in one go, which takes a fifth of the time of one after another.
    """
    safe = escape(_BETWEEN.join(words.values())).split(_BETWEEN)
    return SafeString(_mould(language, kind)(**dict(zip(words, safe, strict=True))))


@lru_cache(maxsize=4096)
def _mould(language: str, kind: Kind) -> Callable[..., str]:
    """The `format` of a row; `language` is the active one, and part of the key."""
    holes = {name: SafeString(f"{_BEGIN}{name}{_END}") for name in HOLES}
    text = get_template("guichet/inbox/row.html").render({"kind": kind, **holes})
    text = text.replace("{", "{{").replace("}", "}}")
    return text.replace(_BEGIN, "{").replace(_END, "}").format
