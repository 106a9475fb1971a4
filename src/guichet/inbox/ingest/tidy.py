"""Makes what a marketplace sent fit for PostgreSQL and for a page that names each thread once."""

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from guichet.platforms.port import Message, Participant, Thread

SNIPPET_LENGTH = 200
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
_OF_PARTICIPANT = tuple(field.name for field in fields(Participant))


def merged(threads: Iterable[Thread]) -> list[Thread]:
    """Each thread once: a page may show the same one twice when it changes while we page."""
    found: dict[str, Thread] = {}
    for thread in threads:
        twin = found.get(thread.marketplace_id)
        found[thread.marketplace_id] = thread if twin is None else _merge(twin, thread)
    return [found[key] for key in sorted(found)]


def _merge(one: Thread, other: Thread) -> Thread:
    newer = one if one.updated_at >= other.updated_at else other
    by_id = {m.marketplace_id: m for m in (*one.messages, *other.messages)}
    return replace(newer, messages=tuple(by_id.values()))


def in_order(messages: Iterable[Message]) -> list[Message]:
    """By time, then as received; each id once."""
    by_id = {m.marketplace_id: m for m in messages}
    return sorted(by_id.values(), key=lambda m: m.sent_at)


def clean(text: str | None) -> str | None:
    """PostgreSQL's text holds every character but NUL, and no half of a surrogate pair."""
    return None if text is None else NOT_TEXT.sub("", text)


def cleaned(value: Any) -> Any:
    """The same for every text in a JSON value."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: cleaned(part) for key, part in value.items()}
    return [cleaned(part) for part in value] if isinstance(value, (list, tuple)) else value


def snippet_of(message: Message) -> str:
    """The first words of a message on one line."""
    return " ".join((clean(message.body) or "").split())[:SNIPPET_LENGTH]


def participant_json(participant: Participant) -> dict[str, Any]:
    """A participant as it is kept on a discussion."""
    return {name: clean(getattr(participant, name)) for name in _OF_PARTICIPANT}
