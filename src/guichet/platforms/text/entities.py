"""Character references in text that is not markup."""

import html
import re
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def decode(text: str) -> str:
    """Decode complete references once; a bare ampersand stays, also before a word (`a &copy b`)."""
    return _REFERENCE.sub(_decoded, text)


def _decoded(match: re.Match[str]) -> str:
    reference = match.group()
    known = reference[1] == "#" or reference[1:] in html5
    return html.unescape(reference) if known else reference
