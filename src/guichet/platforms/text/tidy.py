"""Last touches to any text that comes from outside."""

import re

_NEWLINES = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ODD_SPACES = re.compile(r"[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Control characters, soft hyphens, zero-width spaces, and what turns the reading direction around
# unseen (Trojan Source, CVE-2021-42574); joiners stay, since emoji and Persian need them.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_LONE_SURROGATES = re.compile(r"[\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """Without characters that nobody sees or no database takes; lines end with a line feed."""
    if text.replace("\n", "").isprintable():
        # Nothing of what follows is printable, and most texts hold none of it.
        return text
    text = _ODD_SPACES.sub(" ", _NEWLINES.sub("\n", text))
    return _LONE_SURROGATES.sub("\ufffd", _UNSEEN.sub("", text))


def tidy(text: str) -> str:
    """Clean, without spaces at line ends, with one blank line at most between two others."""
    lines = "\n".join(line.rstrip() for line in clean(text).split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip("\n").rstrip()


def one_line(text: str) -> str:
    """Clean text on a single line, for subjects and names."""
    return " ".join(clean(text).split())


def gist(text: str) -> str:
    """What is left of a text once layout is taken away: two bodies with one gist are one message.

    A marketplace shows a reply back with other spaces and line ends than were sent.
    """
    return "".join(clean(text).split())
