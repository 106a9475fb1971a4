"""Folds what a mail repeats of earlier messages."""

import re
from dataclasses import dataclass

# How mail programs introduce what they repeat, in the languages of our marketplaces.
INTRODUCTION = re.compile(
    r"^\s*(>|-{2,}\s*(original message|message d.origine|ursprüngliche nachricht|mensaje original)"
    r"|(on|le|am|el|il|den)\s.{5,200}(wrote|a écrit|schrieb|escribió|ha scritto|skrev)\s*:\s*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A body in two: what is new, and what it repeats, which is empty where nothing is repeated."""

    text: str
    quoted: str


def folded(body: str) -> Folded:
    """Cut at the first repeated line, when something new stands above it and nothing but repetition below."""
    lines = body.splitlines()
    start = next((i for i, line in enumerate(lines) if INTRODUCTION.match(line)), None)
    if start is None or not any(line.strip() for line in lines[:start]):
        return Folded(body, "")
    rest = lines[start:]
    if rest[0].lstrip().startswith(">") and any(_is_new(line) for line in rest):
        return Folded(body, "")
    return Folded("\n".join(lines[:start]).rstrip(), "\n".join(rest))


def _is_new(line: str) -> bool:
    """Answers between the lines of a quotation: nothing may be hidden then."""
    return bool(line.strip()) and not line.lstrip().startswith(">")
