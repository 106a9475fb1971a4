"""HTML-ish bodies to plain text."""

import re

from guichet.platforms.text.entities import decode
from guichet.platforms.text.markup import has_blocks, is_hostile, is_markup
from guichet.platforms.text.render import CannotRender, render
from guichet.platforms.text.tidy import tidy

_LINE_TAG = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^<>]{0,999}>", re.IGNORECASE)
_SKIPPED = re.compile(r"<(style|script|head)\b[^<>]{0,999}>", re.IGNORECASE)
_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("style", "script", "head")}
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,9999}>")
_NOT_FOR_PARSERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(body: str) -> str:
    """The text of a body, markup or not. Never raises, and takes time in proportion to the length.

    Text without a tag keeps its line ends; only complete character references are decoded in it.
    """
    if not is_markup(body):
        return tidy(decode(body))
    body = _NOT_FOR_PARSERS.sub("", body)
    if is_hostile(body):
        return tidy(_stripped(body))
    try:
        text = tidy(render(body, keep_newlines=not has_blocks(body)))
    except CannotRender:
        text = ""
    # Better the words of a broken document than an empty message.
    return text or tidy(_stripped(body))


def _stripped(body: str) -> str:
    """Tags cut out without understanding them: for what no parser should be fed."""
    lines = _TAG.sub(" ", _LINE_TAG.sub("\n", _without_code(body))).split("\n")
    return decode("\n".join(" ".join(line.split()) for line in lines))


def _without_code(body: str) -> str:
    kept, position = [], 0
    while opening := _SKIPPED.search(body, position):
        kept.append(body[position : opening.start()])
        closing = _ENDS[opening[1].lower()].search(body, opening.end())
        if closing is None:
            return "".join(kept)
        position = closing.start()
    return "".join([*kept, body[position:]])
