"""HTML of messages, rendered by their template once for each kind; the words of each message are filled in.

Fifty messages through the template engine took half of the time of a page. Those with files, and those that
were edited, are few, and go through it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from guichet.web.conversation.bubble import Bubble
from guichet.web.conversation.phase import Phase
from guichet.web.conversation.quote import Folded
from guichet.web.moulds import escaped, format_of, hole

TEMPLATE = "guichet/conversation/message.html"


class Kind(NamedTuple):
    """All that the template decides by; `phase` is key, icon and level."""

    classes: str
    is_folded: bool
    has_original: bool
    has_language: bool
    phase: tuple[str, str, str] | None
    may_reply: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A message of the thread with its HTML."""

    bubble: Bubble
    html: SafeString


def lines_of(bubbles: Iterable[Bubble], *, may_reply: bool) -> list[Line]:
    """The thread, ready to be put on the page."""
    return [Line(bubble, drawn(bubble, may_reply=may_reply)) for bubble in bubbles]


def drawn(bubble: Bubble, *, may_reply: bool) -> SafeString:
    """One message; every word of it is escaped here or by the template."""
    if bubble.files or bubble.edits:
        return SafeString(get_template(TEMPLATE).render({"one": bubble, "may_reply": may_reply}))
    phase = bubble.phase
    kind = Kind(
        classes=bubble.classes,
        is_folded=bool(bubble.body.quoted),
        has_original=bubble.has_original,
        has_language=bool(bubble.language),
        phase=(phase.key, phase.icon, phase.level) if phase else None,
        may_reply=may_reply,
    )
    fill = _mould(get_language() or "en", kind)
    words = {
        "id": str(bubble.id),
        "discussion_id": str(bubble.discussion_id),
        "author": bubble.author,
        "role": bubble.role,
        "utc": bubble.utc,
        "exact": bubble.exact,
        "clock": bubble.clock,
        "leaves": bubble.leaves,
        "language": bubble.language,
        "text": bubble.body.text,
        "quoted": bubble.body.quoted,
        "phase": phase.words if phase else "",
    }
    return SafeString(fill(**escaped(words)))


@lru_cache(maxsize=512)
def _mould(language: str, kind: Kind) -> Callable[..., str]:
    """The `format` of a message; `language` is the active one, and part of the key."""
    return format_of(get_template(TEMPLATE).render({"one": _hollow(kind), "may_reply": kind.may_reply}))


def _hollow(kind: Kind) -> dict[str, Any]:
    """A message of this kind with holes for its words."""
    plain = ("id", "discussion_id", "author", "role", "utc", "exact", "clock", "leaves")
    one: dict[str, Any] = {name: hole(name) for name in plain}
    one |= {"classes": kind.classes, "files": (), "edits": (), "has_original": kind.has_original}
    one["language"] = hole("language") if kind.has_language else ""
    one["body"] = Folded(hole("text"), hole("quoted") if kind.is_folded else "")
    one["phase"] = Phase(*kind.phase, words=hole("phase")) if kind.phase else None
    return one
