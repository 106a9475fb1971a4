"""Items that the next pass reads although the to-do list does not name them.

Those that were read out of turn, for one conversation: such a reading marks as read too, and its answer may
be lost after that, with nobody to ask again. And those that were answered: the reply is read back.
"""

import threading
from collections.abc import Collection
from datetime import timedelta

from guichet.platforms.port import Memory

KEY = "rakuten_fr.asked"
KEPT = timedelta(days=365)
# Two readings at once must not overwrite one another's note.
_turn = threading.Lock()


def note(memory: Memory, item_id: str) -> None:
    """Remember it; for a reading out of turn, before asking."""
    with _turn:
        known = recall(memory)
        if item_id not in known:
            memory.remember(KEY, [*known, item_id])


def recall(memory: Memory) -> list[str]:
    """What was asked for since the last pass."""
    kept = memory.recall(KEY, KEPT)
    return [item for item in kept if isinstance(item, str)] if isinstance(kept, list) else []


def forget(memory: Memory, item_ids: Collection[str]) -> None:
    """These stand in the cursor now."""
    if not item_ids:
        return
    with _turn:
        memory.remember(KEY, [item for item in recall(memory) if item not in item_ids])
