"""What was typed, for texts that leave in other characters: they come back as they left.

A reply is recognised by its words when it is read back, since nothing over there names it. One whose quotes
or euro signs were replaced would seem to be missing, and somebody would send it again.
"""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256

from guichet.platforms.port import Memory
from guichet.platforms.text import gist

KEPT = timedelta(days=180)
_MOST = 20


def remember(memory: Memory, item_id: str, typed: str, carried: str) -> None:
    """Keep a pair before the text leaves."""
    kept = {**recall(memory, item_id), mark(carried): typed}
    memory.remember(_key(item_id), dict(list(kept.items())[-_MOST:]))


def recall(memory: Memory, item_id: str) -> Mapping[str, str]:
    """What was typed, by the mark of what left."""
    kept = memory.recall(_key(item_id), KEPT)
    pairs = kept.items() if isinstance(kept, dict) else ()
    return {name: value for name, value in pairs if isinstance(name, str) and isinstance(value, str)}


def mark(text: str) -> str:
    """A short name for a text, whatever its spacing."""
    return sha256(gist(text).encode()).hexdigest()[:32]


def _key(item_id: str) -> str:
    return f"rakuten_fr.typed.{item_id}"
