"""Tells markup from plain text, and how much of a burden a piece of markup is."""

import re

_BLOCKS = (
    "address article aside blockquote body br center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5"
    " h6 head header hr html li main nav ol p pre section table tbody td tfoot th thead title tr ul"
)
_INLINES = (
    "a abbr acronym b base big button cite code del dfn em font i img input ins kbd label link mark meta"
    " noscript object o:p q s samp script select small span strike strong style sub sup svg tt u var"
)
_OPTIONAL_END_NAMES = "p li dt dd td th tr tbody thead tfoot option br hr img input meta link base"
_OPTIONAL_ENDS = frozenset(_OPTIONAL_END_NAMES.split())
_MANY_TAGS = 50_000
_DEEP = 200


def _tag_pattern(names: str) -> re.Pattern[str]:
    # `a <b and c> d` is arithmetic: a tag is bare, or its first attribute has a value.
    either = "|".join(names.split())
    return re.compile(
        rf"<(?:/?(?:{either})\s{{0,9}}/?>|(?:{either})\s{{1,99}}[\w:.-]{{1,99}}\s{{0,9}}=)", re.IGNORECASE
    )


_ANY_TAG = _tag_pattern(f"{_BLOCKS} {_INLINES}")
_BLOCK_TAG = _tag_pattern(_BLOCKS)
_TAG_EDGE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,20})")


def is_markup(text: str) -> bool:
    """Whether a text holds at least one HTML tag."""
    return _ANY_TAG.search(text) is not None


def has_blocks(text: str) -> bool:
    """Whether a markup lays out its lines by itself; without blocks its line ends are meant as typed."""
    return _BLOCK_TAG.search(text) is not None


def is_hostile(text: str) -> bool:
    """Whether a markup would cost a real parser quadratic time: very many tags, or nested very deep."""
    if text.count("<") > _MANY_TAGS:
        return True
    depth = 0
    for edge in _TAG_EDGE.finditer(text):
        if depth > _DEEP:
            return True
        if edge[2].lower() not in _OPTIONAL_ENDS:
            depth = max(depth - 1, 0) if edge[1] else depth + 1
    return depth > _DEEP
