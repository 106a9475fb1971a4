"""How HTML elements lay out their words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_SKIPPED_NAMES = "head title style script noscript template svg math object iframe select"
_PARAGRAPH_NAMES = "p ul ol dl h1 h2 h3 h4 h5 h6 pre"
_BLOCK_NAMES = (
    "address article aside blockquote body center dd div dt fieldset figure footer form header html li main"
    " nav section table tbody tfoot thead tr"
)
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_PARAGRAPHS = frozenset(_PARAGRAPH_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_LISTS = frozenset(("ul", "ol"))
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|mso-hide\s{0,9}:\s{0,9}all", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Element:
    """An open element: what it does to the lines around it, and whether its words are shown at all."""

    name: str
    is_paragraph: bool
    is_block: bool
    is_hidden: bool


def element(name: str, attributes: Mapping[str, str], *, in_list: bool) -> Element:
    """The element a start tag opens."""
    return _element(name, attributes, in_list=in_list) if attributes else _bare(name, in_list=in_list)


@lru_cache(maxsize=1000)
def _bare(name: str, *, in_list: bool) -> Element:
    """Most tags have no attributes, and a few names make up most of them."""
    return _element(name, {}, in_list=in_list)


def _element(name: str, attributes: Mapping[str, str], *, in_list: bool) -> Element:
    tight = _is_tight(name, attributes, in_list=in_list)
    return Element(
        name=name,
        is_paragraph=name in _PARAGRAPHS and not tight,
        is_block=name in _BLOCKS or tight,
        is_hidden=name in _SKIPPED or _HIDDEN.search(attributes.get("style", "")) is not None,
    )


def _is_tight(name: str, attributes: Mapping[str, str], *, in_list: bool) -> bool:
    # Outlook writes every line as a paragraph without margins; a list in a list needs no air either.
    if name == "p":
        return "mso" in attributes.get("class", "").lower()
    return name in _LISTS and in_list
