"""Text as Rakuten can carry it: ISO-8859-1, one byte a character.

What has no place there leaves as its nearest: curly quotes straight, œ as oe, € as EUR, accents unknown to
Latin-1 dropped, smiling faces as typed ones. Pictures without words are left out. A letter or a sign with
no near form at all is not guessed: it counts as one character, and a reply that holds one is refused.
"""

import unicodedata
from functools import lru_cache

from guichet.platforms.text.tidy import tidy

UNWRITABLE = "?"

# Nearest by sight or by habit, where Unicode's own decomposition has none or a worse one.
_NEAREST = {
    **dict.fromkeys("‘’‚‛′ʼ", "'"),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‐‑‒–—―−•‣▪●◦", "-"),
    "‹": "«", "›": "»", "…": "...", "€": "EUR", "™": "(TM)", "№": "N°", "‰": "0/00",
    "→": "->", "←": "<-", "⇒": "=>", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "✓": "v", "✔": "v",
    "Œ": "OE", "œ": "oe", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "Ŋ": "N",
    "ŋ": "n", "Ŧ": "T", "ŧ": "t", "ĸ": "k", "ẞ": "SS", "Ə": "E", "ə": "e",
    **dict.fromkeys("🙂😀😃😄😁😊☺", ":-)"),
    **dict.fromkeys("🙁☹😞😟😢😕", ":-("),
    "😉": ";-)", "❤": "<3", "♥": "<3",
}  # fmt: skip
# Marks, joiners, pictures: without them the sentence says the same.
_WITHOUT_WORDS = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Cn", "Co", "So", "Sk"})
_WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (129, 141, 143, 144, 157)
}


def carried(text: str) -> str:
    """The text as it leaves and as the buyer reads it; every character is one byte."""
    near = (_nearest(character) for character in _composed(text))
    return tidy("".join(UNWRITABLE if one is None else one for one in near)).strip()


def measure(text: str) -> int:
    """How long Rakuten finds a text: bytes of ISO-8859-1 once every character was replaced by its nearest."""
    return len(carried(text))


def replaced(text: str) -> tuple[tuple[str, str], ...]:
    """What leaves as something else, each character once, in their order; "" where nothing stands for it.

    Characters without any near form are not among them: `unwritable` names them, and they are refused.
    """
    pairs = ((character, _nearest(character)) for character in dict.fromkeys(_composed(text)))
    return tuple((mark, near) for mark, near in pairs if near is not None and near != mark)


def unwritable(text: str) -> str:
    """The characters without any near form, each once, in their order."""
    return "".join(dict.fromkeys(c for c in _composed(text) if _nearest(c) is None))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", tidy(text))


def received(text: str) -> str:
    """Text that came as ISO-8859-1. Writers who meant windows-1252 get their quotes and dashes back."""
    return text.translate(_WINDOWS)


@lru_cache(maxsize=4096)
def _nearest(character: str) -> str | None:
    """The near form, which may be empty; None where there is none."""
    if ord(character) < 0x100:
        return character
    if character in _NEAREST:
        return _NEAREST[character]
    parts = [_part(part) for part in unicodedata.normalize("NFKD", character)]
    near = [part for part in parts if part is not None]
    return "".join(near) if len(near) == len(parts) else None


def _part(character: str) -> str | None:
    """The near form of one piece of a decomposed character."""
    if ord(character) < 0x100:
        return character
    if unicodedata.category(character) in _WITHOUT_WORDS:
        return ""
    return _NEAREST.get(character)
